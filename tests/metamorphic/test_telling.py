"""However the same story is told, it comes to the same: relations that hold for any person, over generated conversations.

Who the people are and what they say stands in people.yml; the seeds are fixed."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys

import pytest

from poplit.case import Case
from poplit.reasoning import assess
from poplit.reasoning.ranking import log_ratio, rank_causes
from poplit.safety import guarded, rank

from .people import DATA, OPPOSITE, Talker, known, outcome, people

PEOPLE = 30  # of each relation that one message shows; those that need a whole conversation take fewer
TALKS = 6


@pytest.fixture(scope="module")
def talker(kb, reader):
    return Talker(kb, reader)


def test_another_wording_of_the_same_finding_changes_nothing(kb, talker):
    for person in people(PEOPLE, seed=31):
        first = outcome(kb, talker.tell([" ".join(person.sentences(0))]))
        for way in (1, 2):
            assert outcome(kb, talker.tell([" ".join(person.sentences(way))])) == first, person.sentences(way)


def test_the_order_of_the_sentences_changes_nothing(kb, talker):
    """But for the site, which is the first that is named."""
    chance = random.Random(37)
    for person in people(PEOPLE, seed=37):
        told = person.sentences()
        mixed = chance.sample(told, len(told))
        one, other = (outcome(kb, talker.tell([" ".join(texts)])) for texts in (told, mixed))
        assert {**one["details"], "site": None} == {**other["details"], "site": None}, mixed
        assert (one["findings"], one["assessment"]) == (other["findings"], other["assessment"]), mixed


def test_the_other_leg_changes_the_side_and_nothing_else(kb, talker):
    other = {"left": "right", "right": "left"}
    for person in people(PEOPLE, seed=41):
        if person.side is None:
            continue
        text = " ".join(person.sentences())
        one = outcome(kb, talker.tell([text]))
        swapped = outcome(kb, talker.tell([re.sub("left|right", lambda side: other[side[0]], text)]))
        assert swapped["details"].pop("side") == other[one["details"].pop("side")] == other[person.side], text
        assert {**swapped["findings"], "side_left": None} == {**one["findings"], "side_left": None}, text
        assert swapped["assessment"]["triage"] == one["assessment"]["triage"], text


def test_capitals_and_pictures_change_nothing_in_what_is_concluded(kb, talker):
    for person in people(TALKS, seed=43):
        text = " ".join(person.sentences())
        first = outcome(kb, talker.tell([text]))
        for typed in (text.upper(), text.lower(), text.replace(".", "!"), text.replace(".", " 😖."), text.replace(". ", "\n- ")):
            assert outcome(kb, talker.tell([typed])) == first, typed


def test_one_message_or_many_give_the_same_case_and_the_same_causes(kb, talker):
    """What is told in one go, told bit by bit. Whoever goes on telling has not answered the safety question: never less urgent for it."""
    for person in people(PEOPLE, seed=47):
        told = person.sentences()
        one, many = outcome(kb, talker.tell([" ".join(told)])), outcome(kb, talker.tell(told))
        assert {**many["details"], "site": None} == {**one["details"], "site": None}, told
        assert many["findings"] == one["findings"], told
        for part in ("causes", "red_flags", "rules"):
            assert many["assessment"][part] == one["assessment"][part], (told, part)
        assert rank(many["assessment"]["triage"]) >= rank(one["assessment"]["triage"]), told


def test_a_denied_finding_never_makes_a_cause_it_speaks_for_likelier_or_higher(kb, talker):
    """Its odds never rise, nor its place among the causes for which the finding says nothing."""
    for person in people(TALKS, seed=53):
        case = talker.tell([" ".join(person.sentences())])
        before = rank_causes(kb, case)
        odds = {ranked.cause.id: ranked.changed() for ranked in before}
        for finding, wordings in DATA["denies"].items():
            if case.status(finding) is not None:
                continue
            denied = talker.tell([" ".join([*person.sentences(), wordings[0]])])
            assert denied.status(finding) == "absent", wordings[0]
            after = rank_causes(kb, denied)
            silent = {r.cause.id for r in before if log_ratio(kb, r.cause, finding, False) == 0}
            for ranked in after:
                if log_ratio(kb, ranked.cause, finding, True) > 0:
                    assert ranked.changed() <= odds[ranked.cause.id] * (1 + 1e-9), (person, finding, ranked.cause.id)
                    assert place(after, ranked.cause.id, silent) >= place(before, ranked.cause.id, silent), (person, finding)


def place(ranked: list, cause: str, among: set[str]) -> int:
    """How many of these causes stand before this one."""
    order = [one.cause.id for one in ranked]
    return sum(name in among for name in order[: order.index(cause)])


def test_a_red_flag_told_too_never_lowers_the_urgency(kb, talker):
    for person in people(TALKS, seed=59):
        told = person.sentences()
        before = rank(assess(kb, talker.tell([" ".join(told)]))["triage"])
        for finding, alarm in DATA["alarms"].items():
            for text in (f"{alarm} {' '.join(told)}", f"{' '.join(told)} {alarm}"):
                case = talker.tell([text])
                assert case.status(finding) == "present", text
                assert rank(assess(kb, case)["triage"]) >= max(before, rank("emergency")), text


def test_not_sure_never_lowers_the_urgency(kb, talker):
    """Each question of a conversation answered with "not sure": after it, it is as urgent as before, or more so."""
    for person in people(TALKS, seed=61):
        case = talker.tell([" ".join(person.sentences())])
        before = rank(assess(kb, case)["triage"])
        while not case.done and case.asking and case.turn < 30:
            question = case.asking["id"]
            talker.say(case, "not sure")
            after = rank(assess(kb, case)["triage"])
            assert after >= before, (person, question)
            before = after


def test_a_question_in_the_middle_changes_nothing(kb, talker):
    for number, person in enumerate(people(TALKS, seed=67)):
        story, answers = " ".join(person.sentences()), ["no", "not sure", "no"]
        straight = talker.tell([story])
        asked = talker.answer(straight, answers)
        broken = talker.tell([story])
        for turn, (question, answer) in enumerate(asked):
            assert broken.asking and broken.asking["id"] == question, (story, asked[:turn])
            aside = DATA["asks"][(number + turn) % len(DATA["asks"])]
            before = known(broken)
            talker.say(broken, aside["says"], aside["intent"])
            assert known(broken) == before, (aside["says"], question)
            talker.say(broken, answer)
        assert outcome(kb, broken) == outcome(kb, straight), story


def test_an_answer_changed_after_the_assessment_gives_what_it_would_have_given_at_once(kb, talker):
    for person in people(TALKS, seed=71):
        finding = next((name for name in person.not_there if name in DATA["says"]), None)
        if finding is None:
            continue
        case = talker.tell([" ".join(person.sentences())])
        talker.answer(case, ["no"])
        assert case.assessed, person
        talker.say(case, f"Sorry, that was wrong. {DATA['says'][finding][0]}", "correct")
        talker.answer(case, ["no"])
        fresh = talker.tell([" ".join(person.sentences()).replace(DATA["denies"][finding][0], DATA["says"][finding][0])])
        statuses = {name: said["status"] for name, said in case.findings.items()}
        for name, status in statuses.items():  # what the questions brought to light, which depend on what was said
            if fresh.status(name) is None:
                fresh.state(kb, name, status)
        assert case.status(finding) == "present", person
        both = [assess(kb, one) for one in (case, fresh)]
        for name in ("red_flags", "rules", "causes"):
            assert both[0][name] == both[1][name], (person, name)


def test_yes_taken_back_at_once_is_as_no_unless_a_red_flag_stands_on_it(kb, talker):
    """Each first follow-up answered yes, then "go back" and "no": as if no had been said. A danger stays until it is called a mistake."""
    seen = {True: 0, False: 0}
    for person in people(16, seed=73):
        case = talker.tell([" ".join(person.sentences())])
        while case.asking and case.asking["kind"] != "yes_no":
            talker.say(case, "not sure")
        if not case.asking:
            continue
        straight, turned = (Case.from_json(json.loads(json.dumps(case.to_json()))) for _ in range(2))
        talker.say(straight, "no")
        talker.say(turned, "yes")
        dangers = {name: turned.status(name) for name in guarded(kb, turned) if turned.status(name) != straight.status(name)}
        talker.say(turned, "go back", "go_back")
        assert turned.asking["id"] == case.asking["id"], person
        talker.say(turned, OPPOSITE["yes"])
        assert {name: turned.status(name) for name in dangers} == dangers, (person, case.asking["id"])
        assert dangers or known(turned) == known(straight), (person, case.asking["id"])
        seen[bool(dangers)] += 1
    assert seen[False], seen


PROGRAM = """
import json, sys
from poplit.knowledge import load
from poplit.language import Reader
from tests.metamorphic.people import Talker, outcome, people
kb = load()
talker = Talker(kb, Reader(kb))
for person in people(2, seed=79):
    case = talker.tell([" ".join(person.sentences())])
    print(json.dumps([talker.answer(case, ["no", "not sure"]), outcome(kb, case), case.to_json()]))
"""


def test_whole_conversations_are_the_same_bytes_in_every_process(kb):
    runs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            check=True,
            timeout=120,
            cwd=os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert len(runs.pop().splitlines()) == 2
