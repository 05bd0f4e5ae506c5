"""Gathers a summary from a case, its assessment and the knowledge base."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.reasoning import assess
from poplit.review.state import signed
from poplit.summary import concluded, statements
from poplit.summary.parts import Summary


def gather(kb: KnowledgeBase, case: Case, made: datetime | None = None) -> Summary:
    """The summary of a case as it stands. The same case, knowledge and moment give the same summary.

    `made` is stated on it; None leaves it out. Raises ValueError for a moment without a time zone."""
    if made is not None and made.utcoffset() is None:
        raise ValueError("the moment of a summary needs a time zone")
    assessed = bool(case.assessed) or (not case.said and _says_anything(kb, case))
    assessment: dict[str, Any] = assess(kb, case) if assessed else {}
    state, checked = signed(kb), safety.check(kb, case)
    causes, together = concluded.causes(kb, assessment), concluded.together(assessment)
    scores = concluded.scores(kb, assessment)
    triage = assessment.get("triage") or checked.level
    return Summary(
        made=made,
        version=_version(),
        kb=kb.hash,
        signed=sum(kind.signed for kind in state),
        total=sum(kind.total for kind in state),
        assessed=assessed,
        talked=bool(case.said),
        details=dict(case.details),
        complaint=statements.complaint(case),
        stated=statements.stated(kb, case),
        changes=statements.changes(kb, case),
        triage=triage,
        reasons=concluded.reasons(kb, checked, triage),
        open_safety=case.open_safety,
        flags=concluded.flags(kb, case, checked),
        scores=scores,
        causes=causes,
        together=together,
        serious=concluded.serious(kb, assessment),
        advice=concluded.advice(kb, case, assessment, checked),
        answers=statements.answers(case),
        sources=concluded.sources(kb, causes, together),
    )


def _says_anything(kb: KnowledgeBase, case: Case) -> bool:
    """True when more is known to be present than who the person is."""
    return any(kb.findings[name].kind != "person" for name in case.having("present"))


def _version() -> str:
    try:
        return version("poplit")
    except PackageNotFoundError:  # run from a folder that was never installed
        return ""
