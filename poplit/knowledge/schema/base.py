"""The shapes that all knowledge is made of: items, figures, signatures, sourced sentences."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, root_validator

LEVELS = ("self_care", "consultation", "consultation_24", "emergency", "emergency_ambulance")
Level = Literal["self_care", "consultation", "consultation_24", "emergency", "emergency_ambulance"]
Quality = Literal["measured", "estimated"]
Detail = Literal["age", "sex", "side", "site", "onset", "duration", "severity", "medicines", "conditions"]
Aspect = Literal["dangerous", "walking", "sport", "flying", "driving", "stretching", "massage", "ice_heat", "painkillers", "scan"]
Condition = Any  # a finding id, a group name, or one of the mappings that poplit.conditions evaluates


class Item(BaseModel):
    """A piece of knowledge: unchangeable, and strict about its keys."""

    class Config:
        extra = Extra.forbid
        frozen = True


class Reviewed(Item):
    """A clinician's signature: who, and on which day."""

    by: str
    on: date


class Figure(Item):
    """A number with where it comes from. `p` is a probability in [0, 1]; `lr` and `lr_absent` are likelihood ratios (> 0)."""

    p: float | None = Field(None, ge=0, le=1)
    lr: float | None = Field(None, gt=0)
    lr_absent: float | None = Field(None, gt=0)
    source: str
    quality: Quality
    note: str | None = None

    @root_validator(skip_on_failure=True)
    def holds_a_number(cls, values: dict) -> dict:
        if values["p"] is None and values["lr"] is None and values["lr_absent"] is None:
            raise ValueError("a figure needs p, lr or lr_absent")
        return values


class Sourced(Item):
    """A sentence for the person, with its sources."""

    text: str
    sources: tuple[str, ...]
