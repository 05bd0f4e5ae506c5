"""Actions that answer the person's own questions and then repeat the open one."""

from actions.turn import Turn


class ActionAnswerQuestion(Turn):
    """A question about a condition, about care, or about Poplit."""

    action_name = "action_answer_question"
    intent = "ask"


class ActionExplainQuestion(Turn):
    """Why something is asked, or what is meant by it (the message's own intent says which)."""

    action_name = "action_explain_question"


class ActionSummarise(Turn):
    """A summary of what was said, for a clinician."""

    action_name = "action_summarise"
    intent = "ask_summary"


class ActionSmallTalk(Turn):
    """Thanks, goodbye, another language, and what lies outside Poplit's scope."""

    action_name = "action_small_talk"


class ActionDidNotUnderstand(Turn):
    """What was not understood: what can be taken from it is taken, and the open question is asked again."""

    action_name = "action_did_not_understand"
