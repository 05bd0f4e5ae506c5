"""Which leg a message speaks of: left, right or both."""

from __future__ import annotations

import re

from poplit.knowledge import KnowledgeBase
from poplit.language.phrases import Match
from poplit.language.tokens import Token

_LONG_AGO = re.compile(r"\b(?:years?|yrs?|decades?) (?:ago|back)\b|\bin (?:19|20)\d\d\b|\bas a (?:kid|child|teenager)\b")
_LONG = 40  # tokens; in a longer message "I meant" need not be about the side
_AT_LEAST = 3  # times as often as the other side: that many mentions make it the one that is meant


class SideReader:
    """Weighs the sides that are named, with the words of kb/words.yml and the small words of kb/grammar.yml."""

    def __init__(self, kb: KnowledgeBase):
        self._words, self._plurals = kb.grammar.sides, frozenset(kb.words["plurals"])
        self._parts = frozenset(kb.words["side_words"])

    def side(self, found: list[Match], tokens: list[Token]) -> str | None:
        """The side that is meant, by what is said of it now and not only in comparison; both when both are."""
        named = self._named(found, tokens)
        if any(name != "other" for name, _ in named):
            now = [one for one in named if not self._long_ago(tokens, one[1])]
            return self._settled(now if any(name != "other" for name, _ in now) else named, tokens)
        return "both" if named or self._speaks_of_two(tokens) else None

    def _settled(self, named: list[tuple[str, int]], tokens: list[Token]) -> str | None:
        names = [name for name, _ in named]
        count = {name: names.count(name) for name in ("left", "right", "both")}
        if count["both"] and (names[0] == "both" or count["left"] + count["right"] < 2 or (count["left"] and count["right"])):
            return "both"
        if "other" in names and (count["left"] or count["right"]):
            return "both"
        if count["left"] and count["right"]:
            return self._of_two(named, count, tokens)
        return next((name for name in ("left", "right", "both") if count[name]), None)

    def _of_two(self, named: list[tuple[str, int]], count: dict[str, int], tokens: list[Token]) -> str:
        """Of left and right the one put right ("left, sorry, right") or named far more often; else both."""
        first, last = named[0], named[-1]
        between = {token.text for token in tokens[first[1] : last[1]]}
        if len(tokens) < _LONG and between & self._words.meant:
            return last[0]
        most = max(("left", "right"), key=lambda name: count[name])
        rest = count["left"] + count["right"] - count[most]
        return most if count[most] >= _AT_LEAST * rest else "both"

    def _named(self, found: list[Match], tokens: list[Token]) -> list[tuple[str, int]]:
        """Every side that is named, in order, with its place; "other" for the other leg when it has trouble as well."""
        named: dict[int, str] = {}
        for match in (m for m in found if m.key.startswith("sides:")):
            name = match.key.partition(":")[2]
            if self._is_meant(name, match, tokens) and (name == "both" or named.get(match.start) != "both"):
                named[match.start] = name
        named |= {n: "other" for n in range(len(tokens) - 1) if self._other_too(tokens, n)}
        spots = {place for place in named if self._on_a_spot(tokens, place)}
        if len(spots) < len(named):
            named = {place: name for place, name in named.items() if place not in spots}
        return sorted(((name, place) for place, name in named.items()), key=lambda one: one[1])

    def _is_meant(self, name: str, match: Match, tokens: list[Token]) -> bool:
        """True for a side that names the sore leg: not half of a knee, and not the leg it is compared with."""
        words = [token.text for token in tokens[match.start : match.end]]
        near = [token.text for token in tokens[match.end : match.end + 4]]
        before = [token.text for token in tokens[max(0, match.start - 4) : match.start]]
        whole = len(words) > 1 or name == "both"
        if not whole and not self._names_side(near, before):
            return False
        return not self._half_of_one(words, near) and not self._set_aside(name, near, before)

    def _other_too(self, tokens: list[Token], n: int) -> bool:
        """True for "my other knee hurts too"."""
        if tokens[n].text != "other" or tokens[n - 1].text not in ("the", *self._words.owners):
            return False
        if tokens[n + 1].text.rstrip("s") not in self._parts:
            return False
        near = {token.text for token in tokens[n + 2 : n + 6]}
        return bool(self._words.other_too & near) and not self._words.fine & near

    def _on_a_spot(self, tokens: list[Token], at: int) -> bool:
        """ "a sore spot on the right": where on the knee that was named, not which knee."""
        before = [token.text for token in tokens[max(0, at - 3) : at]]
        return before[1:] == ["on", "the"] and before[0] in self._words.spots

    def _set_aside(self, name: str, near: list[str], before: list[str]) -> bool:
        """A leg named only beside the sore one: "than the left", "my right one is fine", "not the left"."""
        words = self._words
        last = [word for word in before if word not in words.passed_over]
        denied = before[-1:] == ["not"] or (before[-2:-1] == ["not"] and before[-1] in words.after_not)
        if denied or words.compared & set(last[-1:]) or (name == "both" and words.alike & set(near)):
            return True
        return name != "both" and bool(words.looks & set(near[:2])) and bool(words.fine & set(near[:3])) and "not" not in near

    def _half_of_one(self, words: list[str], near: list[str]) -> bool:
        """ "the left side of my knee" is a part of the knee, not the left knee."""
        after = (words[1:] + near)[:4]
        return after[:1] in (["side"], ["sided"]) and after[1:2] == ["of"] and bool(self._words.whose & set(after[2:4]))

    def _names_side(self, near: list[str], before: list[str]) -> bool:
        """ "right knee", "the knee on the right": but not "right below", "left with", "right now"."""
        if self._parts & ({word.rstrip("s") for word in near[:2]} | set(near[:2])):
            return True
        if before[-1:] == ["("] and near[:1] == [")"]:
            return True
        alone = not near or near[0] in self._words.after_alone
        called = before[-1:] in (["my"], ["the"]) and near[:1] and near[0] in self._words.after_name
        return bool(called) or (alone and (not before or before[-1] in self._words.before_alone))

    def _long_ago(self, tokens: list[Token], at: int) -> bool:
        breaks = [n for n, token in enumerate(tokens) if token.punctuation or token.text in ("but", "and")]
        start = max((n + 1 for n in breaks if n < at), default=0)
        end = min((n for n in breaks if n > at), default=len(tokens))
        if self._words.now & {token.text for token in tokens[start:end]}:
            return False
        return bool(_LONG_AGO.search(" ".join(token.text for token in tokens if token.sentence == tokens[at].sentence)))

    def _speaks_of_two(self, tokens: list[Token]) -> bool:
        """True when a plural speaks of both sides, and comes before or more often than a single one."""
        two = [n for n in range(len(tokens)) if self._is_pair(tokens, n) and not self._of_one(tokens, n)]
        singles = self._parts - {"side", "one", "limb"}
        one = [n for n, token in enumerate(tokens) if token.text in singles and tokens[n - 1].text in self._words.owners]
        return bool(two) and (len(two) > len(one) or (len(two) == len(one) and two[0] < one[0]))

    def _is_pair(self, tokens: list[Token], at: int) -> bool:
        """ "knees", "knee replacements"."""
        return tokens[at].text in self._plurals or (tokens[at].text == "replacements" and at > 0 and tokens[at - 1].text == "knee")

    def _of_one(self, tokens: list[Token], at: int) -> bool:
        """ "one of my knees", "compared to my legs before", "on my feet all day": a plural that does not speak of both sides."""
        before = [token.text for token in tokens[max(0, at - 4) : at]]
        on_feet = tokens[at].text == "feet" and bool({"on", "off"} & set(before[-2:])) and "my" in before[-1:]
        many = tokens[at].text == "feet" and before[-1:] != [] and before[-1].replace(".", "").isdigit()
        after = {token.text for token in tokens[at + 1 : at + 3]}
        crossed = tokens[at].text == "legs" and bool(self._words.crossed & (after | set(before)))
        return bool(set(before) & self._words.one_of) or on_feet or many or crossed
