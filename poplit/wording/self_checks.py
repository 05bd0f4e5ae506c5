"""Words for a check that people do themselves."""

from __future__ import annotations

from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import SelfCheck
from poplit.wording.persons import about, person


def instructions(kb: KnowledgeBase, case: Case, check: SelfCheck) -> str:
    """How a check is done, and when it is not to be done, said to whoever does it."""
    told = check.how if person(kb, case).is_self else about(kb, case, check.for_another or check.how)
    return kb.wording["self_check"]["how"].format(how=told, not_if=about(kb, case, check.not_if))
