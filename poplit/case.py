"""All that is known about one person, as one small JSON-able value, and how new statements enter it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from poplit.knowledge import KnowledgeBase

PHASES = ("opening", "safety", "follow_up", "assessment", "afterwards")
STATUSES = ("present", "absent", "unsure")


@dataclass
class Case:
    """One person's case.

    `findings`: id → {status, words, turn}; where it only follows from another, `because` of which, and what was there `before`;
    `details`: age, sex, side, site, onset, duration_days, severity, subject; `asking`: the open question; `asked`: ids of questions
    put; `unmentioned`: findings asked about in a group and not spoken of; `one_by_one`: findings of a group that was answered yes
    without saying which, each to be asked alone; `in_parts`: parts of such a group still to be asked; `to_check`: self-checks to be
    offered, each with the finding nobody is sure of; `checked`: those offered; `open_safety`: the safety question was never answered;
    `warned`: red flags whose warning was given; `heard`: those that come before the leg, after which the person wanted to go on with it;
    `soon`: red flags of a day already spoken of; `worries`: causes the person named;
    `guessed`: findings asked about because words that nobody listed
    came near to them (see poplit.dialogue.guessing); `given`: the level and the causes, in order, of the assessment last said;
    `handed_over`: how many questions were put after a hospital warning;
    `log`: every change of a statement, and what "go back" restores; `said`: every message with the question it answered (see
    poplit.dialogue.record), for the summary;
    `recheck`: the offer to ask again later, and how it stands (see poplit.dialogue.rechecking);
    `returned`: they came back after a rest and were not greeted yet; `before`: what the trouble was then, not known to be so now.
    """

    turn: int = 0
    phase: str = "opening"
    findings: dict[str, dict[str, Any]] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    asking: dict[str, Any] | None = None
    asked: list[str] = field(default_factory=list)
    unmentioned: list[str] = field(default_factory=list)
    one_by_one: list[str] = field(default_factory=list)
    in_parts: list[dict[str, Any]] = field(default_factory=list)
    to_check: list[list[str]] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    open_safety: bool = False
    warned: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    soon: list[str] = field(default_factory=list)
    worries: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)
    assessed: str | None = None
    given: dict[str, Any] | None = None
    handed_over: int = 0
    done: bool = False
    returned: bool = False
    recheck: dict[str, Any] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """A plain dict, for the tracker."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Case:
        """The case that `to_json` wrote; an empty one for None. Keys of another version are left out."""
        known = {f.name for f in fields(cls)}
        return cls(**{name: value for name, value in (data or {}).items() if name in known})

    def status(self, finding: str) -> str | None:
        """present, absent, unsure, or None when nothing was said."""
        return self.findings.get(finding, {}).get("status")

    def having(self, status: str) -> list[str]:
        """The findings with this status, in the order they were said."""
        return [name for name, said in self.findings.items() if said["status"] == status]

    def state(self, kb: KnowledgeBase, finding: str, status: str, words: str = "", why: str = "said") -> None:
        """Write one statement down, with what follows from it; a change of an earlier one is logged."""
        before = self.status(finding)
        if before and before != status:
            self.log.append({"turn": self.turn, "finding": finding, "from": before, "to": status, "why": why, "words": words})
        if before == "present" and status != "present":
            self._take_back(finding)
        if before != status:
            self.findings[finding] = {"status": status, "words": words, "turn": self.turn}
        for why_else in ("because", "before"):  # it was said itself now
            self.findings[finding].pop(why_else, None)
        if status == "present":
            self._follow(kb, finding, words)

    def _follow(self, kb: KnowledgeBase, finding: str, words: str) -> None:
        """Write down what follows from a finding that is there, and because of what."""
        for implied in kb.findings[finding].implies:
            if self.status(implied) != "present":
                before = self.findings.get(implied)
                self.state(kb, implied, "present", words, f"follows from {finding}")
                self.findings[implied] |= {"because": finding} | ({"before": before} if before else {})
        for other in kb.findings[finding].excludes:
            if self.status(other) is None:
                self.findings[other] = {"status": "absent", "words": words, "turn": self.turn, "because": finding}

    def _take_back(self, finding: str) -> None:
        """What was only known because of a finding is not known any more without it."""
        for name in [name for name, said in self.findings.items() if said.get("because") == finding]:
            self._take_back(name)
            before = self.findings.pop(name).get("before")
            if before is not None:
                self.findings[name] = before

    def supposing(self, kb: KnowledgeBase, finding: str) -> Case:
        """This case as it would be with one more finding present; this one stays as it is."""
        other = Case(turn=self.turn, findings=dict(self.findings), details=self.details)
        other.state(kb, finding, "present")
        return other

    def tell(self, kb: KnowledgeBase, details: Mapping[str, Any]) -> None:
        """Take in details, and the findings that follow from them (age groups, sex)."""
        for name, value in details.items():
            before = self.details.get(name)
            if before is not None and before != value:
                self.log.append({"turn": self.turn, "detail": name, "from": before, "to": value, "why": "said"})
            self.details[name] = value
        for finding in kb.findings.values():
            if finding.from_:
                self._derive(finding)

    def _derive(self, finding) -> None:
        known = [rule for rule in finding.from_ if self.details.get(rule.detail) is not None]
        if not known:
            return
        status = "present" if any(_follows(rule, self.details[rule.detail]) for rule in known) else "absent"
        if self.status(finding.id) != status:
            self.findings[finding.id] = {"status": status, "words": "", "turn": self.turn}


def build(kb: KnowledgeBase, findings: Mapping[str, str], details: Mapping[str, Any]) -> Case:
    """A case from statements known at once: finding id → present, absent or unsure; details by name.

    Raises ValueError, in a plain sentence, for an id or status that does not exist."""
    case = Case(turn=1)
    for name, status in findings.items():
        _check(name, kb.findings, "finding")
        _check(status, STATUSES, f"status of {name}")
    case.tell(kb, details)
    for name, status in sorted(findings.items(), key=lambda pair: pair[1] != "present"):
        if not (case.status(name) == "present" and status != "present"):
            case.state(kb, name, status)
    return case


def _follows(rule, value) -> bool:
    if rule.is_ is not None:
        return value == rule.is_
    return isinstance(value, (int, float)) and (rule.min is None or value >= rule.min) and (rule.max is None or value < rule.max)


def _check(name: str, allowed: Iterable[str], what: str) -> None:
    if name not in allowed:
        from difflib import get_close_matches

        near = get_close_matches(str(name), list(allowed), 3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ValueError(f"unknown {what}: '{name}'{hint}")
