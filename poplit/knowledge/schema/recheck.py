"""When the bot offers to ask again how it is, and the words for better and worse."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from poplit.knowledge.schema.base import Item, Quality, Reviewed

Asked = Literal["consultation_24", "consultation", "self_care"]


class Interval(Item):
    """After how many hours it is asked, and how that is said."""

    hours: float = Field(gt=0)
    when: str
    source: str
    quality: Quality
    note: str | None = None


class Recheck(Item):
    """recheck.yml."""

    after: dict[Asked, Interval]
    words: dict[Literal["same", "worse", "better", "cancel"], tuple[str, ...]]
    reviewed: Reviewed | None = None
