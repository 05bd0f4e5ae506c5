"""The assessment: given in words, remembered in the case, and nothing asked after it."""

from __future__ import annotations

from poplit import reasoning, safety
from poplit.case import Case
from poplit.dialogue import crisis
from poplit.knowledge import KnowledgeBase
from poplit.wording import Reply, assessment, changes


def assess(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """The whole assessment; after a changed answer, first what changed, and then only what is new."""
    result = reasoning.assess(kb, case)
    case.assessed = result["triage"]
    finish(case)
    if case.heard:
        return whole(kb, case)
    given, case.given = case.given, changes.gist(result, case.turn)
    told_before = given is not None and all(safety.rank(one["level"]) < safety.rank("emergency") for one in (given, case.given))
    return changes.told(kb, case, given, result) if told_before else whole(kb, case)


def whole(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """All that there is to say, whatever was said before; what came before the leg is said again, and the leg by itself."""
    if case.heard:
        leg = crisis.leg_only(kb, case)
        return [Reply(kb.wording["crisis"]["before"]), *assessment.bubbles(kb, leg, reasoning.assess(kb, leg), case)]
    return assessment.bubbles(kb, case, reasoning.assess(kb, case))


def finish(case: Case) -> None:
    """Nothing is asked any more."""
    case.asking, case.done, case.phase = None, True, "afterwards"
