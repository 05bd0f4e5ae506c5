"""Actions about the conversation itself: greeting, one question back, starting again, stopping."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn
from poplit.case import Case
from poplit.dialogue import rechecking, returning
from poplit.failures import log_failure
from poplit.knowledge import load
from poplit.wording import Reply
from poplit.wording.questions import ask

logger = logging.getLogger(__name__)


class ActionGreet(Turn):
    """Says what this is and what it is not, and asks where it hurts."""

    action_name = "action_greet"
    intent = "greet"


class ActionGoBack(Turn):
    """Takes the last answer back and asks that question again."""

    action_name = "action_go_back"
    intent = "go_back"


class ActionStartAgain(Turn):
    """Forgets the case and starts again."""

    action_name = "action_start_again"
    intent = "start_again"


class ActionStop(Turn):
    """Asks nothing more, and says what must not wait."""

    action_name = "action_stop"
    intent = "stop"


class ActionRecheck(Turn):
    """A reminder came due: asks how it is now. Says nothing where no reminder stands, or the person is busy answering."""

    action_name = "action_recheck"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        kb, now = load(), tracker.get_slot("case")
        try:
            earlier = Case.from_json(now) if now else returning.earlier_case(tracker.events) or Case()
            case = rechecking.come_due(kb, earlier, talking=bool(now))
        except Exception as error:
            log_failure(logger, self.name(), error)
            self.say(dispatcher, [Reply(kb.wording["recheck"]["ask"])])
            return []
        if case is None:
            earlier.recheck = {}  # so that it can be offered again
            return self.kept(earlier) if now else []
        self.say(dispatcher, [ask(kb, case)])
        return self.kept(case)
