"""The command line: chat, talk, serve, train, understand, assess, summary, check. Rasa is imported only by the commands that need it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

PROBLEM = 2
_DETAILS = {"age", "sex", "side", "site", "onset", "duration_days", "severity", "subject", "medicines", "conditions"}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> None:
        self.exit(PROBLEM, f"{self.prog}: {message}\n")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not '{text}'")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"a moment looks like 2026-11-23T09:30+00:00, not '{text}'") from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0, or 2 after one plain sentence on stderr."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except (ValueError, RuntimeError, OSError) as error:
        print(f"poplit: {error}", file=sys.stderr)
        return PROBLEM
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="poplit", description="Tells why the back of a knee may hurt, what to do, and when not to wait.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, run, text in (
        ("chat", _chat, "talk in the terminal"),
        ("talk", _talk, "one message per input line, one JSON object per line out; a blank line starts a new person"),
        ("serve", _serve, "the web chat on http://localhost:5005/, and the messengers set in the environment"),
        ("train", _train, "train the model when the knowledge, the data or the configuration changed"),
        ("understand", _understand, "what each input line says, as JSON"),
        ("assess", _assess, "a case as JSON on stdin, its assessment as JSON"),
        ("summary", _summary, "a case as JSON on stdin, its summary for a clinician as text, PDF or HL7 FHIR R4"),
        ("check", _check, "look for mistakes in kb/, domain and data"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        if name in ("talk", "understand"):
            command.add_argument("--json", action="store_true", help="the only form there is; kept so that scripts say what they expect")
        if name == "summary":
            command.add_argument("--format", choices=("text", "pdf", "fhir"), default="text", help="(default: %(default)s)")
            command.add_argument("--out", type=Path, metavar="FILE", help="the file to write (default: stdout)")
            command.add_argument("--messages", action="store_true", help="stdin holds the person's messages, one a line, and no case")
            command.add_argument("--date", type=_moment, help="the moment it states, such as 2026-11-23T09:30+00:00 (default: now)")
        if name == "check":
            command.add_argument("kb", nargs="?", type=Path, help="another knowledge base to look at, without domain and data")
        if name == "serve":
            command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
            command.add_argument("--port", type=_port, default=5005, help="port (default: %(default)s)")
            command.add_argument("--credentials", type=Path, metavar="FILE", help="channels and their settings (default: credentials.yml)")
    return parser


def _chat(options: argparse.Namespace) -> int:
    from poplit.rasa.terminal import chat

    return chat()


def _talk(options: argparse.Namespace) -> int:
    from poplit.rasa.terminal import talk

    return talk(sys.stdin, sys.stdout)


def _serve(options: argparse.Namespace) -> int:
    from poplit.rasa.server import serve

    return serve(options.host, options.port, options.credentials)


def _train(options: argparse.Namespace) -> int:
    from poplit.rasa.quiet import hush

    hush()
    from poplit.rasa.training import model

    print(model())
    return 0


def _understand(options: argparse.Namespace) -> int:
    from poplit.knowledge import load
    from poplit.language import Reader
    from poplit.understanding import to_json

    kb = load()
    reader = Reader(kb)
    for line in sys.stdin:
        print(json.dumps(to_json(kb, reader.read(line.rstrip("\n"))), ensure_ascii=False), flush=True)
    return 0


def _assess(options: argparse.Namespace) -> int:
    from poplit.knowledge import load
    from poplit.reasoning import assess

    kb = load()
    print(json.dumps(assess(kb, _stated(kb, sys.stdin.read())), ensure_ascii=False))
    return 0


def _summary(options: argparse.Namespace) -> int:
    from poplit.knowledge import load
    from poplit.summary import gather
    from poplit.summary.forms import made_as

    if options.format == "pdf" and options.out is None and sys.stdout.isatty():
        raise ValueError("a PDF cannot be shown in a terminal: name a file with --out")
    kb = load()
    case = _held() if options.messages else _stated(kb, sys.stdin.read())
    content = made_as(options.format, kb, gather(kb, case, options.date or datetime.now().astimezone()))
    if options.out is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise ValueError(f"the summary cannot be written to '{options.out}': {error.strerror}") from error
    return 0


def _held():
    """The case of a conversation whose messages are on stdin."""
    messages = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    if not messages:
        raise ValueError("there are no messages on stdin, one a line")
    from poplit.rasa.terminal import hold

    return hold(messages)


def _stated(kb, text: str):
    """The case stated as JSON. Raises ValueError in a plain sentence."""
    from poplit.case import build

    given = _case(text)
    details = {**given.get("details", {}), **{name: given[name] for name in ("age", "sex") if given.get(name) is not None}}
    return build(kb, given.get("findings", {}), details)


def _case(text: str) -> dict:
    """The case on stdin. Raises ValueError in a plain sentence."""
    try:
        given = json.loads(text)
    except ValueError as error:
        raise ValueError(f"the case on stdin is not JSON: {error}") from error
    if not isinstance(given, dict) or set(given) - {"age", "sex", "findings", "details"}:
        raise ValueError('a case is an object with "findings", and if known "age", "sex" and "details"')
    for name in ("findings", "details"):
        if not isinstance(given.get(name, {}), dict):
            raise ValueError(f'"{name}" is an object, as in {{"findings": {{"fever": "present"}}}}')
    details = given.get("details", {})
    unknown = set(details) - _DETAILS
    if unknown:
        raise ValueError(f"unknown detail: {', '.join(sorted(unknown))}; allowed: {', '.join(sorted(_DETAILS))}")
    age, sex = given.get("age", details.get("age")), given.get("sex", details.get("sex"))
    if age is not None and not (isinstance(age, (int, float)) and not isinstance(age, bool) and 0 <= age <= 120):
        raise ValueError('"age" is a number of years from 0 to 120')
    if sex is not None and sex not in ("female", "male"):
        raise ValueError('"sex" is "female" or "male"')
    return given


def _check(options: argparse.Namespace) -> int:
    from poplit.check import check

    if options.kb is not None and not options.kb.is_dir():
        raise ValueError(f"there is no folder '{options.kb}'")
    problems, counts = check(options.kb, None) if options.kb is not None else check()
    for problem in problems:
        print(problem, file=sys.stderr)
    print(counts)
    return PROBLEM if problems else 0
