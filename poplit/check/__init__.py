"""`poplit check`: kb/, the domain and the data, and whether they agree. One Problem per mistake."""

from __future__ import annotations

from pathlib import Path

from poplit.check import agreement, citations, hazards, phrasing, reach, reading_ease, references, sense, texts
from poplit.knowledge import FOLDER, KnowledgeBase, KnowledgeError, Problem, load_afresh

ROOT = FOLDER.parent


def check(folder: Path = FOLDER, root: Path | None = ROOT) -> tuple[list[Problem], str]:
    """Every mistake found, and one line of counts. `root` holds domain.yml and data/; None leaves them out."""
    try:
        kb = load_afresh(folder, with_lines=True)
    except KnowledgeError as error:
        return sorted(set(error.problems), key=str), "kb/ could not be read as a whole; mend these first"
    problems = list(references.check(kb))
    problems += [] if problems else [*reach.check(kb), *sense.check(kb), *references.unused(kb)]
    problems += [*phrasing.check(kb), *citations.check(kb), *texts.check(kb), *reading_ease.check(kb)]
    problems += [*agreement.check(root), *hazards.check(root)] if root else []
    return sorted(set(problems), key=lambda problem: (problem.file, problem.line, problem.says)), counts(kb)


def counts(kb: KnowledgeBase) -> str:
    """How much the knowledge base holds."""
    figures = [figure for cause in kb.causes.values() for figure in (cause.prior, *cause.likelihoods.values())]
    figures += kb.goes_with.values()
    figures += [finding.background for finding in kb.findings.values() if finding.background]
    measured = sum(figure.quality == "measured" for figure in figures)
    unsourced = sum(figure.source not in kb.sources for figure in figures)
    signed = sum(bool(item.reviewed) for items in (kb.causes, kb.findings, kb.red_flags, kb.rules) for item in items.values())
    parts = (
        f"{len(kb.causes)} causes",
        f"{len(kb.findings)} findings",
        f"{len(kb.not_ranked)} conditions that are not ranked",
        f"{len(kb.red_flags)} red flags and emergencies",
        f"{len(kb.rules)} rules",
        f"{len(kb.questions)} grouped questions",
        f"{len(kb.care)} care items",
        f"{len(kb.faq)} FAQ questions",
        f"{len(kb.sources)} sources",
        f"{len(figures)} figures ({measured} measured), {unsourced} unsourced",
        f"{signed} items signed by a clinician",
        f"kb {kb.hash}",
    )
    return ", ".join(parts)
