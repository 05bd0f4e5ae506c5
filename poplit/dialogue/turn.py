"""One turn: a message and the case in, what to say and the changed case out."""

from __future__ import annotations

from poplit import safety
from poplit.case import Case
from poplit.dialogue import asides, crisis, feelings, flow, hand_over, rechecking, record, returning, self_checks
from poplit.dialogue.concluding import assess, finish
from poplit.dialogue.digressions import digress, first_question, repeat, snapshot
from poplit.dialogue.guessing import guess
from poplit.dialogue.message import Message
from poplit.dialogue.stuck import try_again
from poplit.dialogue.taken import Taken
from poplit.dialogue.taking import stated, take
from poplit.knowledge import KnowledgeBase
from poplit.wording import Reply, questions, warnings
from poplit.wording.persons import about

_BESIDE = ("ask", "ask_why", "ask_meaning", "out_of_scope")  # answered even when the same message tells something


def greet(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """The greeting: what this is, what it is not, and the first question."""
    case.asking = flow.next_asking(kb, case) if not case.asking else case.asking
    return [Reply(text) for text in kb.wording["greeting"]]


def respond(kb: KnowledgeBase, case: Case, message: Message) -> list[Reply]:
    """What to say to one message; `case` is changed. Always at least one reply."""
    if message.intent == "start_again":
        return _start_again(kb, case)
    before, message = snapshot(case), feelings.heard(kb, message)
    case.turn += 1
    entry = record.begin(kb, case, message)
    taken = take(kb, case, stated(kb, message))
    self_checks.note(kb, case, before["asking"])
    replies = _warn(kb, case, message, taken)
    if replies is None:
        replies = _go_on(kb, case, message, taken)
    if message.intent == "stop" or safety.check(kb, case).urgent(besides=case.heard):
        rechecking.cancel(case)
    if case.done and any(reply.custom.get("part") == "banner" for reply in replies):  # an assessment was given
        replies += rechecking.offer(kb, case, message.can_write)
    record.end(case, entry, message, taken)
    case.done = case.done and case.asking is None
    moved = before["asking"] and (not case.asking or any(case.asking[key] != before["asking"][key] for key in ("id", "findings")))
    if moved and message.intent != "go_back":
        case.log.append({"turn": case.turn, "answered": before["asking"]["id"], "before": before})
    if case.returned:
        replies = returning.welcome(kb, case, message, replies)
    if message.reading.cut:
        replies.append(Reply(kb.wording["too_long"]))
    return replies or [Reply(kb.wording["fallback"])]


def _warn(kb: KnowledgeBase, case: Case, message: Message, taken: Taken) -> list[Reply] | None:
    """The answer to a red flag that is new, disputed, or stands already; None when there is none to speak of."""
    checked = safety.check(kb, case)
    before_the_leg = crisis.open_now(kb, case, checked)
    urgent = [r for r in checked.raised if r in before_the_leg or safety.rank(r.flag.level) >= safety.rank("emergency")]
    urgent = [raised for raised in urgent if raised.flag.id not in case.heard]
    case.warned = [name for name in case.warned if name in {raised.flag.id for raised in urgent}]
    if not urgent:
        return None
    known = max((safety.rank(kb.red_flags[name].level) for name in case.warned), default=-1)
    first = next((raised for raised in urgent if raised.flag.id not in case.warned), urgent[0])
    if first.flag.id not in case.warned and (
        safety.rank(first.flag.level) > known or message.warned or not _same_story(first, urgent, case)
    ):
        case.warned += [raised.flag.id for raised in urgent if raised.flag.id not in case.warned]
        case.assessed = first.flag.level
        said = kb.red_flags.get(message.warned or "")  # by the first layer, from domain.yml
        spoken = said is not None and safety.rank(said.level) >= safety.rank(first.flag.level)
        if first in before_the_leg:
            return crisis.warn(kb, case, first, spoken)
        return _new_warning(kb, case, first, spoken) + [warnings.warning(kb, other, case) for other in before_the_leg[:1]]
    case.warned += [raised.flag.id for raised in urgent if raised.flag.id not in case.warned]
    if taken.disputed:
        return _confirm(kb, case, taken.disputed[0])
    if urgent[0] in before_the_leg:
        return _before_the_leg(kb, case, message, urgent[0], taken)
    return _standing(kb, case, message, urgent[0], taken)


def _before_the_leg(kb: KnowledgeBase, case: Case, message: Message, raised: safety.Raised, taken: Taken) -> list[Reply]:
    """While thoughts of suicide, violence or neglect stand: a question is answered, and the leg waits until the person wants it."""
    digression = digress(kb, case, message) if not taken.answered else None
    if digression:
        return [*digression, *(repeat(kb, case) or [warnings.gently(kb, raised)])]
    if message.reading.correction and not taken.stated:
        return _confirm(kb, case, next(name for name in raised.why if name in kb.groups[crisis.GROUP]))
    said = crisis.stand(kb, case, message, taken, raised)
    if said is None:
        case.asking = flow.next_asking(kb, case)
        return [Reply(kb.wording["crisis"]["going_on"]), *(_ask(kb, case) if case.asking else assess(kb, case))]
    return said


def _same_story(new: safety.Raised, urgent: list[safety.Raised], case: Case) -> bool:
    """True when a new red flag of no higher level rests on nothing that an earlier warning did not name."""
    named = {name for raised in urgent if raised.flag.id in case.warned for name in raised.why}
    return set(new.why) <= named or safety.rank(new.flag.level) < max(safety.rank(r.flag.level) for r in urgent if r.flag.id in case.warned)


def _new_warning(kb: KnowledgeBase, case: Case, raised: safety.Raised, spoken: bool) -> list[Reply]:
    replies = ([] if spoken else [warnings.warning(kb, raised, case)]) + [warnings.afterwards(kb, raised, case)]
    if raised.flag.level == "emergency_ambulance":
        finish(case)
        return replies
    hand_over.narrow(kb, case, raised)
    case.asking = flow.emergency_check(kb, case, raised)
    if case.asking:
        case.handed_over += 1
        _asked(case)
        case.phase = "safety"
        return [*replies, questions.ask(kb, case)]
    return [*replies, *_hand_over(kb, case)]


def _hand_over(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """What is asked for the note to the doctors, with the word that it may be left; the assessment when there is nothing more."""
    told = case.asking is not None and case.asking.get("hand_over")
    case.asking = hand_over.next_asking(kb, case)
    if case.asking is None:
        return assess(kb, case)
    case.done = False
    return [*([] if told else [Reply(kb.wording["warning"]["hand_over"])]), *_ask(kb, case)]


def _standing(kb: KnowledgeBase, case: Case, message: Message, raised: safety.Raised, taken: Taken) -> list[Reply]:
    """A red flag was answered before: its question goes on, questions are answered, anything else gets the reminder."""
    digression = digress(kb, case, message)
    if digression:
        further = [] if message.intent == "goodbye" else repeat(kb, case)
        return [_reminder(kb, case, raised), *digression, *further]  # the danger before any courtesy
    if case.asking and raised.flag.level != "emergency_ambulance":
        optional = case.asking.get("hand_over", False)
        stuck = try_again(kb, case, taken) if not taken.answered and not optional else []
        if stuck:
            return stuck
        if case.one_by_one or case.in_parts:  # a yes to what would make it an ambulance must not be lost
            case.asking, case.handed_over = flow.next_asking(kb, case), case.handed_over + 1
            return _ask(kb, case)
        return _hand_over(kb, case) if taken.answered or not optional else assess(kb, case)
    finish(case)
    return [_reminder(kb, case, raised)]


def _reminder(kb: KnowledgeBase, case: Case, raised: safety.Raised) -> Reply:
    """That the danger stands: in full the first time, then in one sentence."""
    again = raised.flag.id in case.soon
    case.soon += [] if again else [raised.flag.id]
    return warnings.still(kb, raised, short=again)


def _confirm(kb: KnowledgeBase, case: Case, finding: str) -> list[Reply]:
    case.asking = {
        "id": f"confirm_{finding}",
        "kind": "confirm",
        "group": "safety",
        "detail": None,
        "findings": [finding],
        "options": [],
        "none": None,
        "tries": 0,
    }
    case.done = False
    return [questions.ask(kb, case)]


def _go_on(kb: KnowledgeBase, case: Case, message: Message, taken: Taken) -> list[Reply]:
    replies = [Reply(kb.wording["warning"]["lowered"])] if taken.lowered else []
    if taken.lowered:
        case.asking, case.done, case.assessed = None, False, None
        flow.reopen(kb, case)
    rechecked = rechecking.reply(kb, case, message, taken) or _recheck(kb, case, message, taken)
    guessed = None if rechecked else guess(kb, case, message, taken)
    if rechecked or guessed:
        return replies + (rechecked or guessed)
    digression = self_checks.explain(kb, case, message)
    if digression is None and (not taken.stated or message.intent in _BESIDE):
        digression = digress(kb, case, message)
    told_too = bool(taken.stated) and message.intent == "ask"
    if digression is not None and not told_too and (not taken.answered or message.intent in ("go_back", "stop")):
        heard = [Reply(text) for text in [questions.playback(kb, case, _volunteered(kb, case, taken), mend=True)] if text and taken.stated]
        further = [] if message.intent == "goodbye" else repeat(kb, case) if case.asking or case.done else first_question(kb, case)
        return replies + heard + asides.look_soon(kb, case) + digression + further
    corrected = message.reading.correction or any(e.get("detail") == "side" and e["turn"] == case.turn for e in case.log)
    if corrected and (taken.told or taken.stated) and not taken.lowered:
        replies.append(Reply(questions.changed(kb, taken.stated, taken.told)))
        taken.answered = taken.answered or not case.asking
        if case.asking and not taken.answered:
            return replies + repeat(kb, case)
    played = questions.playback(kb, case, _volunteered(kb, case, taken), mend=not case.asked)
    if played and not taken.lowered and not corrected:
        replies.append(Reply(played))
    replies += (digression if told_too and message.topic else None) or []
    replies += asides.look_soon(kb, case) + asides.feared(kb, case, message, taken) + asides.left_out(kb, message, taken)
    if case.asking and not taken.answered and not (case.asking["kind"] == "text" and taken.stated):
        stuck = try_again(kb, case, taken)
        if stuck:
            return replies + stuck
    replies += [Reply(about(kb, case, taken.means))] if taken.means else []
    return replies + _next(kb, case, taken)


def _recheck(kb: KnowledgeBase, case: Case, message: Message, taken: Taken) -> list[Reply]:
    """After the answer to "how is it now?": what was told with it, and the danger signs; empty when it was not answered."""
    heard = rechecking.hear(kb, case, message, taken)
    if not heard:
        return []
    played = questions.playback(kb, case, taken.stated, mend=True)
    return [*([Reply(played)] if played else []), *asides.look_soon(kb, case), *heard, *_next(kb, case, taken)]


def _volunteered(kb: KnowledgeBase, case: Case, taken: Taken) -> dict[str, str]:
    """What this message stated beyond the open question's own findings."""
    asked = set(case.asking["findings"]) if case.asking else set()
    asked |= set(kb.self_checks[case.asking["check"]].settles) if case.asking and case.asking.get("check") else set()
    return {name: status for name, status in taken.stated.items() if name not in asked}


def _next(kb: KnowledgeBase, case: Case, taken: Taken) -> list[Reply]:
    if case.asking and case.asking["id"] == "complaint":
        case.asked.append("complaint")
    if case.assessed and case.asking is None and not taken.stated and not taken.told:
        return [Reply(kb.wording["assessment"]["more"])]
    case.asking = flow.next_asking(kb, case)
    if case.asking is None:
        return rechecking.close(kb, case) if rechecking.running(kb, case) else assess(kb, case)
    return _ask(kb, case)


def _ask(kb: KnowledgeBase, case: Case) -> list[Reply]:
    _asked(case)
    return [*self_checks.how_to(kb, case), questions.ask(kb, case)]


def _asked(case: Case) -> None:
    if case.asking["id"] not in ("complaint", *case.asked):
        case.asked.append(case.asking["id"])


def _start_again(kb: KnowledgeBase, case: Case) -> list[Reply]:
    case.__init__()
    return [Reply(kb.wording["restart"]), *greet(kb, case)[2:]]
