"""What the language room hands on: one Reading per message, JSON-able."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["present", "absent", "unsure", "past", "other"]


@dataclass(frozen=True)
class Mention:
    """A finding the message speaks of, and the words [start, end) of the message that say so."""

    id: str
    status: Status
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """One message, read. `details` holds only what was said: side, site, onset, duration_days, severity, age, sex, subject, and what
    somebody else is called ("your son").

    `answer` is a leading or bare yes, no, unsure, can or cannot that no finding's denial has used up; `bare` means that nothing
    else was said; `flat_no` that the message is a no or begins with one that stands alone; `affirms` that a yes stands anywhere;
    `all_of_them` that every option is meant; `picks` are option numbers typed alone ("2", "1 and 3"); `worries` are the causes
    the person named; `feared` the findings that were only feared or instructed; `sites` and `qualities` the places on the body,
    and what is felt there (ids of kb/parts.yml); `topic` is what a question is about (see poplit.language.topics); `onset_hint`
    is how it may have begun by words that do not say so; `told_at` is where the words stand that tell the age and the weight
    (age, bmi); `cut` means
    that the message was too long to be read whole; `language` the code of a foreign message's language ("other" when not known which);
    `elsewhere` the other parts of the body that are said to hurt, in the person's words; `animal` that an animal's trouble is told.
    """

    text: str
    mentions: tuple[Mention, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    answer: Literal["yes", "no", "unsure", "can", "cannot"] | None = None
    bare: bool = False
    picks: tuple[int, ...] = ()
    number: float | None = None
    correction: bool = False
    question: bool = False
    denies: bool = False
    worries: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    feared: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    denied_qualities: tuple[str, ...] = ()
    affirms: bool = False
    flat_no: bool = False
    all_of_them: bool = False
    cut: bool = False
    topic: dict[str, Any] | None = None
    onset_hint: str | None = None
    told_at: dict[str, tuple[int, int]] = field(default_factory=dict)
    english: bool = True
    language: str | None = None
    elsewhere: tuple[str, ...] = ()
    animal: bool = False

    def ids(self, status: Status = "present") -> list[str]:
        """The finding ids with this status, in the order said."""
        return list(dict.fromkeys(mention.id for mention in self.mentions if mention.status == status))

    def to_json(self) -> dict[str, Any]:
        """A plain dict of this reading."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        """The reading that `to_json` wrote."""
        lists = {
            name: tuple(data.get(name) or ())
            for name in ("picks", "worries", "sites", "qualities", "denied_qualities", "feared", "elsewhere")
        }
        mentions = tuple(Mention(**mention) for mention in data.get("mentions") or ())
        return cls(**{**data, **lists, "mentions": mentions})
