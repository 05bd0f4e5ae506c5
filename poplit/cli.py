"""The command line: chat, talk, serve, train, understand, assess, check. Rasa is imported only by the commands that need it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
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
        ("check", _check, "look for mistakes in kb/, domain and data"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        if name in ("talk", "understand"):
            command.add_argument("--json", action="store_true", help="the only form there is; kept so that scripts say what they expect")
        if name == "check":
            command.add_argument("kb", nargs="?", type=Path, help="another knowledge base to look at, without domain and data")
        if name == "serve":
            command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
            command.add_argument("--port", type=_port, default=5005, help="port (default: %(default)s)")
    return parser


def _chat(options: argparse.Namespace) -> int:
    from poplit.rasa.terminal import chat

    return chat()


def _talk(options: argparse.Namespace) -> int:
    from poplit.rasa.terminal import talk

    return talk(sys.stdin, sys.stdout)


def _serve(options: argparse.Namespace) -> int:
    from poplit.rasa.server import serve

    return serve(options.host, options.port)


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
    from poplit.case import build
    from poplit.knowledge import load
    from poplit.reasoning import assess

    kb, given = load(), _case(sys.stdin.read())
    details = {**given.get("details", {}), **{name: given[name] for name in ("age", "sex") if given.get(name) is not None}}
    print(json.dumps(assess(kb, build(kb, given.get("findings", {}), details)), ensure_ascii=False))
    return 0


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
