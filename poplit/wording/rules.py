"""Words for decision rules: the score so far, what it means, how good the rule is, and what it lacks."""

from __future__ import annotations

from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Rule
from poplit.safety import rank
from poplit.wording.reply import Reply

_SHOWN, _SHOWN_UNKNOWN = 2, 3


def checks(kb: KnowledgeBase, assessment: dict[str, Any]) -> list[Reply]:
    """The rules that say something here, the most urgent first: one bubble, none when no rule got beyond its lowest band."""
    scored = [score for score in assessment["rules"] if not score["quiet"] and _says_something(kb.rules[score["id"]], score)]
    scored.sort(key=lambda score: (-rank(score["level"]), -score["score"] / most(kb.rules[score["id"]])))
    if not scored:
        return []
    lines = [kb.wording["rule"]["heading"], *(said(kb, score) for score in scored[:_SHOWN])]
    return [Reply("\n\n".join(lines), custom={"part": "rules", "rules": [score["id"] for score in scored[:_SHOWN]]})]


def said(kb: KnowledgeBase, score: dict[str, Any]) -> str:
    """One rule: score, meaning, population, worth, what is not known yet, what a chat cannot give it, and its source."""
    rule, words = kb.rules[score["id"]], kb.wording["rule"]
    texts = {item.id: item.text for item in rule.items}
    unknown = [_lower(texts[name]) for name in score["unknown"]][:_SHOWN_UNKNOWN]
    parts = [
        words["said"].format(name=rule.name, score=f"{score['score']:g}", most=f"{most(rule):g}", means=_band(rule, score["score"]).means),
        words["worth"].format(for_whom=rule.for_whom, worth=rule.worth),
        *([words["unknown"].format(items="; ".join(unknown))] if unknown else []),
        *([rule.lacks] if rule.lacks else []),
        words["sources"].format(sources=sources(kb, rule)),
    ]
    return " ".join(parts)


def caught(kb: KnowledgeBase, score: dict[str, Any]) -> str:
    """What a rule that reached its level means, in one sentence."""
    rule = kb.rules[score["id"]]
    return kb.wording["rule"]["caught"].format(name=rule.name, means=_band(rule, score["score"]).means)


def about(kb: KnowledgeBase, rule: Rule) -> str:
    """What a rule is: for whom, how good, what it lacks, and where it comes from."""
    return kb.wording["cause_answer"]["rule"].format(
        name=rule.name, for_whom=rule.for_whom, worth=rule.worth, lacks=rule.lacks or "", sources=sources(kb, rule)
    )


def most(rule: Rule) -> float:
    """The highest score the rule can reach here."""
    return sum(item.points for item in rule.items if item.points > 0)


def sources(kb: KnowledgeBase, rule: Rule) -> str:
    """The first source of a rule, in full."""
    return kb.sources[rule.sources[0]].title


def _says_something(rule: Rule, score: dict[str, Any]) -> bool:
    """True when the score asks for a level, or is past the first band."""
    return bool(score["items"]) and (score["level"] is not None or _band(rule, score["score"]) is not rule.bands[0])


def _band(rule: Rule, score: float):
    return max((band for band in rule.bands if score >= band.at_least), key=lambda band: band.at_least)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
