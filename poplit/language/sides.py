"""Which leg a message speaks of: left, right or both."""

from __future__ import annotations

import re

from poplit.language.phrases import Match
from poplit.language.tokens import Token

_COMPARED = frozenset(
    {"than", "compared", "comparing", "unlike", "versus", "vs", "against", "normal", "good", "healthy", "match", "matches"}
)
_FINE = frozenset({"fine", "ok", "okay", "normal", "good", "healthy", "unaffected", "perfect"})
_ONE_OF = frozenset({"one", "between", "each", "other", "than"})
_AFTER_NAME = frozenset(
    {"i", "is", "hurts", "aches", "swelled", "has", "feels", "but", "or", "and", "side", "mainly", "mostly", "only", "than", "."}
)
_MEANT = frozenset({"meant", "mean", "sorry", "actually", "correction", "oops"})
_NOW = frozenset({"now", "today", "currently", "since", "nowadays"})
_SPOTS = frozenset({"spot", "patch", "bit", "lump", "bump", "edge", "area", "place", "point", "mark", "corner"})
_WHOSE = frozenset({"my", "the", "his", "her", "knee", "kneecap", "calf"})
_LONG_AGO = re.compile(r"\b(?:years?|yrs?|decades?) (?:ago|back)\b|\bin (?:19|20)\d\d\b|\bas a (?:kid|child|teenager)\b")


def side(found: list[Match], tokens: list[Token], side_words: list[str], plurals: list[str]) -> str | None:
    """The side that is meant, by what is said of it now and not only in comparison; both when both are."""
    named = _named(found, tokens, side_words)
    if any(name != "other" for name, _ in named):
        now = [one for one in named if not _long_ago(tokens, one[1])]
        return _settled(now if any(name != "other" for name, _ in now) else named, tokens)
    return "both" if named or _speaks_of_two(tokens, plurals, side_words) else None


def _settled(named: list[tuple[str, int]], tokens: list[Token]) -> str | None:
    names = [name for name, _ in named]
    count = {name: names.count(name) for name in ("left", "right", "both")}
    if count["both"] and (names[0] == "both" or count["left"] + count["right"] < 2 or (count["left"] and count["right"])):
        return "both"
    if "other" in names and (count["left"] or count["right"]):
        return "both"
    if count["left"] and count["right"]:
        first, last = named[0], named[-1]
        between = {token.text for token in tokens[first[1] : last[1]]}
        if len(tokens) < 40 and between & _MEANT:
            return last[0]
        most = max(("left", "right"), key=lambda name: count[name])
        rest = count["left"] + count["right"] - count[most]
        return most if count[most] >= 3 * rest else "both"
    return next((name for name in ("left", "right", "both") if count[name]), None)


def _named(found: list[Match], tokens: list[Token], side_words: list[str]) -> list[tuple[str, int]]:
    """Every side that is named, in order, with its place; "other" for the other leg when it has trouble as well."""
    named: dict[int, str] = {}
    for match in (m for m in found if m.key.startswith("sides:")):
        name, words = match.key.partition(":")[2], [token.text for token in tokens[match.start : match.end]]
        near = [token.text for token in tokens[match.end : match.end + 4]]
        before = [token.text for token in tokens[max(0, match.start - 4) : match.start]]
        whole = len(words) > 1 or name == "both"
        if not (whole or _names_side(near, before, side_words)) or _half_of_one(words, near) or _set_aside(name, near, before):
            continue
        if name == "both" or named.get(match.start) != "both":
            named[match.start] = name
    for n, token in enumerate(tokens[:-1]):
        if token.text == "other" and tokens[n - 1].text in ("the", "my", "his", "her") and tokens[n + 1].text.rstrip("s") in side_words:
            near = [t.text for t in tokens[n + 2 : n + 6]]
            if {"too", "also", "well", "now", "started", "starting"} & set(near) and not _FINE & set(near):
                named[n] = "other"
    spots = {place for place in named if _on_a_spot(tokens, place)}
    if len(spots) < len(named):
        named = {place: name for place, name in named.items() if place not in spots}
    return sorted(((name, place) for place, name in named.items()), key=lambda one: one[1])


def _on_a_spot(tokens: list[Token], at: int) -> bool:
    """ "a sore spot on the right": where on the knee that was named, not which knee."""
    before = [token.text for token in tokens[max(0, at - 3) : at]]
    return before[1:] == ["on", "the"] and before[0] in _SPOTS


def _set_aside(name: str, near: list[str], before: list[str]) -> bool:
    """A leg named only beside the sore one: "than the left", "my right one is fine", "not the left"."""
    last = [word for word in before if word not in ("the", "my", "his", "her", "to", "with")]
    if _COMPARED & set(last[-1:]) or (before[-1:] == ["not"] or before[-2:] in (["not", "the"], ["not", "my"], ["not", "in"])):
        return True
    return name != "both" and bool({"is", "'s", "feels", "looks"} & set(near[:2])) and bool(_FINE & set(near[:3])) and "not" not in near


def _half_of_one(words: list[str], near: list[str]) -> bool:
    """ "the left side of my knee" is a part of the knee, not the left knee."""
    after = (words[1:] + near)[:4]
    return after[:1] in (["side"], ["sided"]) and after[1:2] == ["of"] and bool(_WHOSE & set(after[2:4]))


def _names_side(near: list[str], before: list[str], side_words: list[str]) -> bool:
    """ "right knee", "the knee on the right": but not "right below", "left with", "right now"."""
    stems = set(side_words)
    singular = {word.rstrip("s") for word in near[:2]}
    if stems & (singular | set(near[:2])):
        return True
    if before[-1:] == ["("] and near[:1] == [")"]:
        return True
    alone = not near or near[0] in (".", ",", "!", "?", ";", "side", "and", ")")
    called = before[-1:] in (["my"], ["the"]) and near[:1] and near[0] in _AFTER_NAME
    return bool(called) or (alone and (not before or before[-1] in ("my", "the", "on", "his", "her", "in", ",", "or", "(", "-", ":")))


def _long_ago(tokens: list[Token], at: int) -> bool:
    breaks = [n for n, token in enumerate(tokens) if token.punctuation or token.text in ("but", "and")]
    start = max((n + 1 for n in breaks if n < at), default=0)
    end = min((n for n in breaks if n > at), default=len(tokens))
    if _NOW & {token.text for token in tokens[start:end]}:
        return False
    return bool(_LONG_AGO.search(" ".join(token.text for token in tokens if token.sentence == tokens[at].sentence)))


def _speaks_of_two(tokens: list[Token], plurals: list[str], side_words: list[str]) -> bool:
    """True when a plural speaks of both sides, and comes before or more often than a single one."""
    two = [n for n, token in enumerate(tokens) if _is_pair(tokens, n, plurals) and not _of_one(tokens, n)]
    singles = set(side_words) - {"side", "one", "limb"}
    one = [n for n, token in enumerate(tokens) if token.text in singles and tokens[n - 1].text in ("my", "his", "her")]
    return bool(two) and (len(two) > len(one) or (len(two) == len(one) and two[0] < one[0]))


def _is_pair(tokens: list[Token], at: int, plurals: list[str]) -> bool:
    """ "knees", "knee replacements"."""
    return tokens[at].text in plurals or (tokens[at].text == "replacements" and at > 0 and tokens[at - 1].text == "knee")


def _of_one(tokens: list[Token], at: int) -> bool:
    """ "one of my knees", "compared to my legs before", "on my feet all day": a plural that does not speak of both sides."""
    before = [token.text for token in tokens[max(0, at - 4) : at]]
    on_feet = tokens[at].text == "feet" and bool({"on", "off"} & set(before[-2:])) and "my" in before[-1:]
    many = tokens[at].text == "feet" and before[-1:] != [] and before[-1].replace(".", "").isdigit()
    after = {token.text for token in tokens[at + 1 : at + 3]}
    crossed = tokens[at].text == "legs" and bool({"crossed", "crossing"} & (after | set(before)))
    return bool(set(before) & _ONE_OF) or on_feet or many or crossed
