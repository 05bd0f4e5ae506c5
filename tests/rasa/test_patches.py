"""The speed patches change how fast Rasa is, and nothing it accepts, refuses or returns."""

from __future__ import annotations

import copy
import logging

import pytest
import rasa
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.utils.common import all_subclasses

from poplit.rasa import patches

ANSWERS = {
    "nothing at all": {},
    "empty lists": {"events": [], "responses": []},
    "a slot and a message": {"events": [{"event": "slot", "name": "case", "value": {"a": [1]}}], "responses": [{"text": "Hello"}]},
    "a slot set to nothing": {"events": [{"event": "slot", "name": "case", "value": None, "timestamp": None}], "responses": []},
    "a follow-up and a loop": {"events": [{"event": "followup", "name": "action_listen"}, {"event": "active_loop", "name": None}]},
    "an unknown key beside": {"events": [], "responses": [], "more": True},
    "a list for an answer": [],
    "nothing for an answer": None,
    "events that are no list": {"events": {}, "responses": []},
    "responses that are no list": {"events": [], "responses": "Hello"},
    "a message that is no object": {"events": [], "responses": ["Hello"]},
    "an event without a type": {"events": [{"name": "case", "value": 1}], "responses": []},
    "an event of an unknown type": {"events": [{"event": "no_such_event"}], "responses": []},
    "an event that is no object": {"events": ["slot"], "responses": []},
    "a slot without a name": {"events": [{"event": "slot", "value": 1}], "responses": []},
    "a timestamp in words": {"events": [{"event": "slot", "name": "case", "value": 1, "timestamp": "now"}], "responses": []},
    "wrong in two places": {"events": [{"event": "slot"}], "responses": [1]},
}
ACCEPTED = {
    "nothing at all",
    "empty lists",
    "a slot and a message",
    "a slot set to nothing",
    "a follow-up and a loop",
    "an unknown key beside",
}


@pytest.fixture(autouse=True)
def patched():
    assert patches.apply()


def verdict(validate, answer):
    """True, or what is wrong and where."""
    try:
        return validate(RemoteAction("action", None), copy.deepcopy(answer))
    except ValidationError as error:
        return error.message, list(error.absolute_path), list(error.absolute_schema_path)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_action_s_answer_is_judged_as_rasa_judges_it(name):
    quick = RemoteAction._validate_action_result
    judged = verdict(quick, ANSWERS[name])
    assert judged == verdict(quick.__wrapped__, ANSWERS[name])
    assert (judged is True) == (name in ACCEPTED)


@pytest.mark.parametrize("event", sorted({kind.type_name for kind in all_subclasses(Event)}))
def test_every_event_is_found_by_its_name_also_the_second_time(event):
    for _ in range(2):
        assert Event.resolve_by_type(event) is Event.resolve_by_type.__wrapped__(event)


def test_an_unknown_event_is_refused_each_time():
    for name in ("no_such_event", None, ["slot"]):
        for _ in range(2):
            with pytest.raises(ValueError, match="Unknown event name"):
                Event.resolve_by_type(name)


def test_a_default_serves_the_caller_who_gave_it_and_nobody_else():
    assert Event.resolve_by_type("no_such_event", BotUttered) is BotUttered
    assert Event.resolve_by_type("no_such_event", SlotSet) is SlotSet
    assert Event.resolve_by_type("topic") is None
    with pytest.raises(ValueError, match="Unknown event name"):
        Event.resolve_by_type("no_such_event")


def test_applying_twice_patches_once():
    once = RemoteAction._validate_action_result
    patches.apply()
    assert RemoteAction._validate_action_result is once


def test_another_rasa_is_left_alone_and_the_log_says_so(monkeypatch, caplog):
    quick = RemoteAction._validate_action_result
    monkeypatch.setattr(RemoteAction, "_validate_action_result", quick.__wrapped__)
    monkeypatch.setattr(rasa, "__version__", "3.6.22")
    with caplog.at_level(logging.WARNING, logger=patches.__name__):
        assert not patches.apply()
    assert RemoteAction._validate_action_result is quick.__wrapped__
    assert "3.6.22" in caplog.text
