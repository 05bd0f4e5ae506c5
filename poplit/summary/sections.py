"""A summary as headed sections of short rows, in words. Every form is set from these, so none can hold less than another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.summary.facts import facts
from poplit.summary.parts import Condition, Flag, Pair, Reason, Score, Stated, Summary


@dataclass(frozen=True)
class Row:
    """One row: what it says (in one line or several), a label before it, and a note after it; one of the three may stand alone."""

    text: str = ""
    label: str = ""
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Some rows under a heading. `id` is its key under `headings` in kb/summary.yml."""

    id: str
    heading: str
    rows: tuple[Row, ...]


def sections(kb: KnowledgeBase, summary: Summary) -> tuple[Section, ...]:
    """All sections that hold something, in the order of their headings."""
    rows = {
        "person": facts(kb, summary),
        "flags": [_flag(kb, flag) for flag in summary.flags],
        "present": _statements(kb, [one for one in summary.having("present") if not one.risk]),
        "absent": _statements(kb, summary.having("absent")),
        "unsure": _statements(kb, summary.having("unsure")),
        "unanswered": _statements(kb, summary.having("open")),
        "risks": _statements(kb, [one for one in summary.having("present") if one.risk]),
        "past": _statements(kb, summary.having("past")),
        "others": _statements(kb, summary.having("other")),
        "changed": [Row(_change(kb, change)) for change in summary.changes],
        "causes": _causes(kb, summary),
        "serious": [Row(one.tells, label=_named(kb, one)) for one in summary.serious],
        "rules": _scores(kb, summary.scores),
        "advice": [Row(line) for line in summary.advice],
        "answers": [_answer(kb, answer) for answer in summary.answers],
        "sources": [Row(title, label=name) for name, title in summary.sources.items()],
    }
    headings = kb.summary["headings"]
    return tuple(
        Section(name, heading, tuple(Row(*found) if isinstance(found, tuple) else found for found in rows[name]))
        for name, heading in headings.items()
        if rows[name]
    )


def banner(kb: KnowledgeBase, summary: Summary) -> tuple[str, ...]:
    """How urgent it is, why, and what is missing, in one line each; empty when there is nothing of the kind to say."""
    words, lines = kb.summary, []
    if summary.triage is not None:
        lines.append(words["triage"][summary.triage])
        lines += [words["banner_why"].format(reasons="; ".join(summary.reasons))] if summary.reasons else []
    lines += [words["open_safety"]] if summary.open_safety else []
    return (*lines, *([] if summary.assessed else [words["unfinished"]]))


def notice(kb: KnowledgeBase, summary: Summary) -> str:
    """What this is and is not."""
    return kb.summary["notice"].format(signed=summary.signed, total=summary.total)


def made(kb: KnowledgeBase, summary: Summary) -> str:
    """When and by what it was made."""
    words = kb.summary
    when = [words["made"].format(when=f"{summary.made.day} {summary.made:%B %Y, %H:%M %Z}")] if summary.made else []
    return ". ".join([*when, words["made_by"].format(version=summary.version, kb=summary.kb)])


def _statements(kb: KnowledgeBase, stated: Iterable[Stated]) -> list[Row]:
    """One row for what the same words of the same message said."""
    words, groups = kb.summary["statement"], {}
    for one in stated:
        groups.setdefault((one.message, one.words), []).append(one.label)
    rows = []
    for (message, said), labels in groups.items():
        known = words["words"] if said else words["unquoted"]
        rows.append(Row("; ".join(labels), note=known.format(words=said, message=message) if message is not None else ""))
    return rows


def _change(kb: KnowledgeBase, change: Any) -> str:
    words = kb.summary["statement"]
    said = words["change"].format(name=change.name, old=change.old, new=change.new)
    return said if change.message is None else words["in_message"].format(change=said, message=change.message)


def _flag(kb: KnowledgeBase, flag: Flag) -> Row:
    words = kb.summary["flag"]
    shown = "" if flag.message is None else words["shown"].format(message=flag.message)
    label = words["said"].format(name=flag.name, level=kb.summary["triage"][flag.level])
    return Row(words["because"].format(reasons=", ".join(flag.reasons)), label=label, note=shown)


def _causes(kb: KnowledgeBase, summary: Summary) -> list[Row]:
    words = kb.summary["cause"]
    if not summary.assessed:
        return []
    if not summary.causes:
        return [Row(words["unknown"])]
    rows = []
    for cause in summary.causes:
        likelihood = words["likelihood"].format(likelihood=cause.likelihood, percent=_percent(cause.probability))
        sides = ((words["for"], cause.speaks_for), (words["against"], cause.speaks_against))
        said = [text.format(reasons=", ".join(_reason(kb, one) for one in reasons)) for text, reasons in sides if reasons]
        rows.append(Row("\n".join(said), label=f"{_named(kb, cause)}: {likelihood}"))
    return [*rows, *(_pair(kb, pair) for pair in summary.together), Row(note=words["shares"])]


def _pair(kb: KnowledgeBase, pair: Pair) -> Row:
    words, (one, other), (first, second) = kb.summary["cause"], pair.names, (", ".join(labels) for labels in pair.explained)
    said = words["together"].format(one=one, other=other, first=first, second=second)
    return Row(words["measured"].format(reason=said, source=pair.source) if pair.source else said)


def _percent(probability: float) -> str:
    return "< 1" if probability < 0.01 else f"{100 * probability:.0f}"


def _named(kb: KnowledgeBase, condition: Condition) -> str:
    return kb.summary["cause"]["said"].format(name=condition.name, icd10=condition.icd10)


def _reason(kb: KnowledgeBase, reason: Reason) -> str:
    return kb.summary["cause"]["measured"].format(reason=reason.said, source=reason.source) if reason.source else reason.said


def _scores(kb: KnowledgeBase, scores: Iterable[Score]) -> list[Row]:
    words, rows, silent = kb.summary["rule"], [], []
    for score in scores:
        if not score.says:
            silent.append(score.name)
            continue
        counted = [words["counted"].format(items="; ".join(score.counted))] if score.counted else []
        unknown = [words["unknown"].format(items="; ".join(score.unknown))] if score.unknown else []
        label = words["said"].format(name=score.name, score=f"{score.score:g}", most=f"{score.most:g}")
        rows.append(Row(" ".join([score.means, *counted, *unknown]), label=label, note=words["source"].format(source=score.source)))
    return [*rows, *([Row(note=words["none"].format(names="; ".join(silent)))] if silent else [])]


def _answer(kb: KnowledgeBase, answer: Any) -> Row:
    words = kb.summary["answer"]
    label = words["asked" if answer.question else "unasked"].format(message=answer.message, question=answer.question)
    return Row(words["words"].format(words=answer.words), label=label)
