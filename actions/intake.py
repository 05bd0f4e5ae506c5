"""Actions that take in what the person says about the complaint, one for each phase of the conversation."""

from actions.turn import Turn


class ActionOpen(Turn):
    """Opening: the person tells in their own words where it hurts and how it began."""

    action_name = "action_open"


class ActionCheckSafety(Turn):
    """Safety: answers to the questions that must be asked before anything is concluded."""

    action_name = "action_check_safety"


class ActionFollowUp(Turn):
    """Follow-up: answers to the questions that tell the causes apart."""

    action_name = "action_follow_up"


class ActionTalkAfterwards(Turn):
    """Afterwards: what is said once the assessment has been given; it changes the assessment where it matters."""

    action_name = "action_talk_afterwards"


class ActionCorrect(Turn):
    """A correction: the one way by which a finding that a red flag stands on is withdrawn."""

    action_name = "action_correct"


class ActionWarn(Turn):
    """A red flag in the message itself: its warning has been said; what to do until help is there follows."""

    action_name = "action_warn"
    intent = "red_flag"
