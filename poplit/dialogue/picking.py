"""What in an answer needs no judgement: options picked by number or title, a vague time, what is felt told beside it."""

from __future__ import annotations

import re
from typing import Any

from poplit.dialogue.taken import plain
from poplit.knowledge import KnowledgeBase
from poplit.language.reading import Reading
from poplit.wording.questions import option_titles

_BESIDE = re.compile(
    r"\b(?:and|but|also|too|though|just|only)\b.*\b(?:it|it's|its|feels?|looks?|bit)\b|\b(?:it's|its|it is)\b.*\btoo\b", re.I
)
_WEATHER = re.compile(r"\b(?:outside|weather|today|here|room|bath|shower|outdoors|summer|winter)\b", re.I)
_LAST = re.compile(r"\W*(?:(?:yes|yeah|only|just|it's|its)\W+)*(?:the )?last(?: one| option)?\W*", re.I)


def picked(kb: KnowledgeBase, asking: dict[str, Any], reading: Reading) -> list[str] | None:
    """The titles picked by number or by their own words; None when the message is not such a pick."""
    titles = option_titles(kb, asking)
    if not titles or asking["kind"] == "number":
        return None
    if _LAST.fullmatch(reading.text):
        return [titles[len(asking["options"]) - 1]] if asking["options"] else None
    if reading.picks:
        numbers = reading.picks
        return [titles[n - 1] for n in numbers] if all(1 <= n <= len(titles) for n in numbers) else None
    also = {plain(word): option["title"] for option in asking["options"] for word in option.get("also", ())}
    by_words = also | {plain(title): title for title in titles}
    said = [plain(part) for part in reading.text.replace("\n", ";").split(";")]
    said = [part for part in said if part]
    return [by_words[part] for part in said] if said and all(part in by_words for part in said) else None


def felt_too(kb: KnowledgeBase, reading: Reading) -> list[str]:
    """What is felt on the leg, told beside the answer without naming a place again: "no, but it's hot"."""
    if not _BESIDE.search(reading.text) or _WEATHER.search(reading.text):
        return []
    meant = [
        [f.id for f in kb.findings.values() if any(p.quality == quality and "leg" in p.site for p in f.parts)]
        for quality in reading.qualities
        if quality != "pain"
    ]
    return [names[0] for names in meant if len(names) == 1]


def painful_sites(kb: KnowledgeBase, finding: str) -> set[str]:
    """The sites at which pain means this finding."""
    return {site for part in kb.findings[finding].parts if part.quality == "pain" for site in part.site}


def vague_days(kb: KnowledgeBase, asking: dict[str, Any], reading: Reading) -> float | None:
    """ "Years", asked how long: as "for years"; None when it is no such answer."""
    return kb.words["durations"].get(f"for {plain(reading.text)}") if asking["detail"] == "duration" else None


def takes_back(asking: dict[str, Any], reading: Reading) -> bool:
    """ "Actually no, it does not lock", "no sorry, the calf" take something else back: their no is no answer to the open question."""
    named = {mention.id for mention in reading.mentions}
    if reading.correction and not named and asking["group"] not in ("place", "opening") and set(reading.sites) - {"elsewhere"}:
        return True
    return reading.correction and bool(named) and named.isdisjoint(asking["findings"])
