"""Actions about the conversation itself: greeting, one question back, starting again, stopping."""

from actions.turn import Turn


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
