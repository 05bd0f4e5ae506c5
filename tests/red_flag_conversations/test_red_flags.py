"""A stated red flag is answered in that very turn, at its level, wherever in the conversation and among whatever else it is said.

The messages are made: every red flag of a day or sooner × the findings that make it hold × two wordings of each × six positions, with
worries, denials, other places, typing mistakes, playing down and other people taking turns beside it. The core answers, without Rasa.
"""

import pytest

from poplit.knowledge import load

from .talks import SETS, Holder, talks

LEAST = 3200
FLAGS = [flag for flag in load().red_flags.values() if flag.level in SETS]


@pytest.fixture(scope="module")
def holder(kb, reader):
    return Holder(kb, reader)


def test_there_are_at_least_3200_conversations_over_every_red_flag(kb, record_property):
    numbers = {flag.id: sum(1 for _ in talks(kb, flag)) for flag in FLAGS}
    record_property("conversations", sum(numbers.values()))
    assert sum(numbers.values()) >= LEAST, f"{sum(numbers.values())} conversations"
    assert not [name for name, number in numbers.items() if not number]


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_is_never_missed_late_or_softened(kb, holder, flag):
    faults = []
    for number, talk in enumerate(talks(kb, flag)):
        fault = holder.fault(talk, go_on=number % 3 == 0)
        if fault:
            faults.append(f"{fault} | {talk.position}, {talk.distractor} | {talk.text[-200:]}")
    assert not faults, "\n".join([f"{len(faults)} faults", *faults])
