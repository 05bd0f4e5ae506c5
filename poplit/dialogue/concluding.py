"""The assessment: given in words, remembered in the case, and nothing asked after it."""

from __future__ import annotations

from poplit import reasoning, safety
from poplit.case import Case
from poplit.dialogue import crisis
from poplit.knowledge import KnowledgeBase
from poplit.wording import Reply, assessment, changes


def assess(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """The whole assessment; after a changed answer, first what changed, and that alone where nothing did."""
    result = reasoning.assess(kb, case)
    case.assessed = result["triage"]
    finish(case)
    if case.heard:  # what came before the leg is said again, and the leg by itself
        leg = crisis.leg_only(kb, case)
        return [Reply(kb.wording["crisis"]["before"]), *assessment.bubbles(kb, leg, reasoning.assess(kb, leg), case)]
    given, case.given = case.given, changes.gist(result)
    urgent = safety.rank(result["triage"]) >= safety.rank("emergency")  # then the causes are not told
    changed = changes.difference(kb, given, case.given) if given and not urgent else None
    if changed and given == case.given:
        return [Reply(changed)]
    return [*([Reply(changed)] if changed else []), *assessment.bubbles(kb, case, result)]


def finish(case: Case) -> None:
    """Nothing is asked any more."""
    case.asking, case.done, case.phase = None, True, "afterwards"
