"""What Poplit concluded and said: red flags, scores, causes, what is not excluded, advice, sources."""

from __future__ import annotations

import re
from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.safety import Raised, Safety
from poplit.summary.parts import Condition, Flag, Pair, Reason, Score
from poplit.wording import assessment as words
from poplit.wording.rules import most
from poplit.wording.rules import sources as sources_of
from poplit.wording.warnings import reasons as labels

_SENTENCE = re.compile(r".*?[.?!](?=\s|$)|.+")
_UNPUBLISHED = ("estimate", "clinical_judgement")


def flags(kb: KnowledgeBase, case: Case, checked: Safety) -> tuple[Flag, ...]:
    """Every red flag that holds, the most urgent first."""
    shown = {name: number for number, entry in reversed([*enumerate(case.said, 1)]) for name in entry["warned"]}
    return tuple(Flag(r.flag.id, r.flag.name, r.flag.level, tuple(labels(kb, r)), shown.get(r.flag.id)) for r in checked.raised)


def reasons(kb: KnowledgeBase, checked: Safety, level: str | None) -> tuple[str, ...]:
    """Why it is this urgent: what raised the red flags of this level, and the rules that reached it."""
    raised = [label for one in checked.raised if one.flag.level == level for label in labels(kb, one)]
    scored = [kb.rules[score.id].name for score in checked.scores if score.level == level and not score.quiet]
    return tuple(dict.fromkeys([*raised, *scored]))


def scores(kb: KnowledgeBase, assessment: dict[str, Any]) -> tuple[Score, ...]:
    """The decision rules that were made for this person, those with points first."""
    told = [_score(kb, score) for score in assessment.get("rules", ()) if not score["quiet"]]
    return tuple(sorted(told, key=lambda score: not score.says))


def causes(kb: KnowledgeBase, assessment: dict[str, Any]) -> tuple[Condition, ...]:
    """The causes listed, the likeliest first."""
    return tuple(
        _condition(
            kb,
            found["id"],
            likelihood=found["likelihood"],
            probability=found["probability"],
            speaks_for=_reasons(found["for"]),
            speaks_against=_reasons(found["against"]),
        )
        for found in assessment.get("causes", ())
    )


def together(assessment: dict[str, Any]) -> tuple[Pair, ...]:
    """The pairs of conditions that may both be there, as the assessment has them."""
    return tuple(
        Pair(
            names=tuple(cause["name"] for cause in pair["causes"]),
            explained=tuple(tuple(entry["why"] for entry in cause["explains"]) for cause in pair["causes"]),
            source=pair["source"] if pair["quality"] == "measured" else None,
        )
        for pair in assessment.get("together", ())
    )


def serious(kb: KnowledgeBase, assessment: dict[str, Any]) -> tuple[Condition, ...]:
    """The serious conditions that are not excluded, with what would tell each."""
    leading = assessment["causes"][0]["id"] if assessment.get("causes") else None
    return tuple(
        _condition(kb, name, tells=" ".join(words.what_tells(kb, name, leading))) for name in assessment.get("serious_not_excluded", ())
    )


def advice(kb: KnowledgeBase, case: Case, assessment: dict[str, Any], checked: Safety) -> tuple[str, ...]:
    """What the person was told to do: what the danger asks for, else self-care and when to be seen."""
    if checked.urgent():
        return _urgent_advice(checked.raised)
    if not assessment:
        return ()
    headings = {kb.wording["assessment"][name] for name in ("care", "care_wait")}
    told = [line for reply in words.self_care(kb, case, assessment) for line in reply.text.split("\n") if line not in headings]
    leading = [kb.causes[cause["id"]] for cause in assessment["causes"][:1] if not words.outranked(kb, assessment)]
    return (*(_in_short(line) for line in told), *(cause.come_back.text for cause in leading), kb.summary["net"])


def sources(kb: KnowledgeBase, listed: tuple[Condition, ...], pairs: tuple[Pair, ...]) -> dict[str, str]:
    """Title by id of every source that a listed figure, or that of a pair, rests on."""
    named = {reason.source for cause in listed for reason in (*cause.speaks_for, *cause.speaks_against) if reason.source}
    named |= {pair.source for pair in pairs if pair.source}
    return {name: kb.sources[name].title for name in sorted(named)}


def _in_short(line: str) -> str:
    """The first sentence of a line of care; other lines whole."""
    return _SENTENCE.match(line.removeprefix("- "))[0] if line.startswith("- ") else line


def _urgent_advice(raised: tuple[Raised, ...]) -> tuple[str, ...]:
    if not raised or safety.rank(raised[0].flag.level) < safety.rank("emergency"):
        return ()  # it is a rule, not a red flag, that makes it urgent: the banner says it
    return (raised[0].flag.say, *raised[0].flag.do)


def _score(kb: KnowledgeBase, score: dict[str, Any]) -> Score:
    rule = kb.rules[score["id"]]
    texts = {item.id: item.text for item in rule.items}
    band = max((band for band in rule.bands if score["score"] >= band.at_least), key=lambda band: band.at_least)
    return Score(
        id=rule.id,
        name=rule.name,
        score=score["score"],
        most=most(rule),
        means=band.means,
        counted=tuple(texts[name] for name in score["items"]),
        unknown=tuple(texts[name] for name in score["unknown"]),
        source=sources_of(kb, rule),
        says=bool(score["items"]) or score["level"] is not None,
    )


def _condition(kb: KnowledgeBase, name: str, **more: Any) -> Condition:
    known = kb.condition(name)
    codes = {kind: getattr(getattr(known, kind, None), "code", None) for kind in ("snomed", "hpo")}
    return Condition(name, known.name, known.icd10, **codes, **more)


def _reasons(entries: list[dict[str, Any]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            entry["id"], entry["why"], entry["source"] if entry["quality"] == "measured" and entry["source"] not in _UNPUBLISHED else None
        )
        for entry in entries
    )
