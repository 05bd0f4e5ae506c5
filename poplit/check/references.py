"""Every id that an item names exists, every source is known, and nothing stands unused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from poplit.conditions import names, rules_in
from poplit.knowledge import KnowledgeBase, Problem
from poplit.knowledge.schema import Cause, Finding


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Problems with ids: unknown, unused, or pointing to themselves."""
    looked_up = _Names(kb)
    for finding in kb.findings.values():
        yield from looked_up.finding(finding)
    for cause in kb.causes.values():
        yield from looked_up.cause(cause)
    for finding in kb.findings.values():
        if finding.when is not None:
            yield from looked_up.condition("findings", finding.id, finding.when)
    for kind in ("red_flags", "rules", "care", "questions"):
        for item in getattr(kb, kind).values():
            yield from looked_up.item(kind, item)
    for entry in kb.faq.values():
        yield from looked_up.known("faq", entry.id, entry.sources, kb.sources, "source")
    yield from _groups_and_settings(kb)
    yield from _unused(kb)


class _Names:
    """Looks up what items name, and says what is available when it is not there."""

    def __init__(self, kb: KnowledgeBase):
        self.kb = kb

    def known(self, kind: str, item: str, used: Iterable[str], allowed: Iterable[str], what: str) -> Iterator[Problem]:
        allowed = list(allowed)
        for name in used:
            if name not in allowed:
                near = get_close_matches(str(name), allowed, 3, 0.5)
                yield self.problem(
                    kind,
                    item,
                    f"{item}: unknown {what} '{name}'; {'near: ' + ', '.join(near) if near else f'{len(allowed)} are available'}",
                )

    def problem(self, kind: str, item: str, says: str) -> Problem:
        return Problem(*self.kb.place(kind, item), says)

    def finding(self, finding: Finding) -> Iterator[Problem]:
        kb = self.kb
        yield from self.known("findings", finding.id, (*finding.implies, *finding.excludes), kb.findings, "finding")
        yield from self.known("findings", finding.id, (part.quality for part in finding.parts), kb.qualities, "quality")
        sites = (site for part in finding.parts for site in part.site)
        yield from self.known("findings", finding.id, sites, (*kb.sites, "any", "unsaid"), "site")
        if finding.background:
            yield from self.known("findings", finding.id, (finding.background.source,), kb.sources, "source")
        if finding.id in (*finding.implies, *finding.excludes):
            yield self.problem("findings", finding.id, f"{finding.id}: implies or excludes itself")

    def cause(self, cause: Cause) -> Iterator[Problem]:
        kb = self.kb
        yield from self.known("causes", cause.id, cause.likelihoods, kb.findings, "finding")
        yield from self.known("causes", cause.id, cause.care, kb.care, "care item")
        yield from self.known("causes", cause.id, (apart.cause for apart in cause.confused_with), kb.causes, "cause")
        cited = [cause.prior.source, *cause.sources, *(figure.source for figure in cause.likelihoods.values())]
        cited += [name for text in (*cause.clinician, *cause.do_not, cause.course, cause.come_back) for name in text.sources]
        yield from self.known("causes", cause.id, dict.fromkeys(cited), kb.sources, "source")
        for finding in cause.likelihoods:
            figure = cause.likelihoods[finding]
            if finding in kb.findings and figure.p is not None and figure.lr is None and kb.findings[finding].background is None:
                yield self.problem(
                    "causes",
                    cause.id,
                    f"{cause.id}: '{finding}' has a probability here but no background in kb/findings, so it counts for nothing",
                )

    def item(self, kind: str, item: Any) -> Iterator[Problem]:
        kb = self.kb
        for condition in _conditions(item):
            yield from self.condition(kind, item.id, condition)
        mentioned = [*getattr(item, "ask", ()), *getattr(item, "ask_first", ())]
        mentioned += [name for option in getattr(item, "options", ()) for name in (*option.present, *option.absent)]
        yield from self.known(kind, item.id, mentioned, kb.findings, "finding")
        sources = getattr(item, "sources", None)
        yield from self.known(kind, item.id, sources or (), kb.sources, "source")
        if sources == ():
            yield self.problem(kind, item.id, f"{item.id}: no source is named")

    def condition(self, kind: str, item: str, condition: Any) -> Iterator[Problem]:
        try:
            used = list(names(condition))
        except ValueError as error:
            yield self.problem(kind, item, f"{item}: {error}")
            return
        yield from self.known(kind, item, used, (*self.kb.findings, *self.kb.groups), "finding or group")
        yield from self.known(kind, item, rules_in(condition), self.kb.rules, "rule")


def _conditions(item: Any) -> Iterator[Any]:
    for key in ("when", "unless", "applies"):
        if getattr(item, key, None) is not None:
            yield getattr(item, key)
    for line in getattr(item, "items", ()):
        yield line.when


def _groups_and_settings(kb: KnowledgeBase) -> Iterator[Problem]:
    look = _Names(kb)
    for group, findings in kb.groups.items():
        yield from (Problem("red_flags.yml", 0, p.says) for p in look.known("groups", group, findings, kb.findings, "finding"))
    for cluster in kb.settings["clusters"]:
        yield from (Problem("settings.yml", 0, p.says) for p in look.known("settings", "clusters", cluster, kb.findings, "finding"))


def _unused(kb: KnowledgeBase) -> Iterator[Problem]:
    """Findings that nothing asks about or reasons with, and sources nobody cites."""
    used = {name for cause in kb.causes.values() for name in cause.likelihoods}
    used |= {name for question in kb.questions.values() for option in question.options for name in (*option.present, *option.absent)}
    conditions = [
        c for kind in ("red_flags", "rules", "care", "questions") for item in getattr(kb, kind).values() for c in _conditions(item)
    ]
    for condition in conditions:
        for name in names(condition):
            used.update(kb.groups.get(name, (name,)))
    for item in (*kb.red_flags.values(), *kb.care.values()):
        used.update((*getattr(item, "ask", ()), *getattr(item, "ask_first", ())))
    implied = {name for finding in kb.findings.values() if finding.id in used for name in (*finding.implies, *finding.excludes)}
    look = _Names(kb)
    for finding in kb.findings.values():
        leads_on = any(name in used for name in finding.implies)
        if finding.id not in used | implied and not leads_on:
            yield look.problem("findings", finding.id, f"{finding.id}: no cause, red flag, rule, question or care item uses this finding")
    for care in kb.care.values():
        if not any(care.id in cause.care for cause in kb.causes.values()):
            yield look.problem("care", care.id, f"{care.id}: no cause suggests this care item")
    for source in set(kb.sources) - cited(kb):
        yield look.problem("sources", source, f"{source}: nothing cites this source")


def cited(kb: KnowledgeBase) -> set[str]:
    """The ids of all sources that any item names."""
    found = {cause.prior.source for cause in kb.causes.values()} | {str(kb.settings["clamp"]["source"])}
    for cause in kb.causes.values():
        found.update((*cause.sources, *(figure.source for figure in cause.likelihoods.values())))
        found.update(name for text in (*cause.clinician, *cause.do_not, cause.course, cause.come_back) for name in text.sources)
    found.update(finding.background.source for finding in kb.findings.values() if finding.background)
    for kind in ("red_flags", "rules", "care", "faq"):
        found.update(name for item in getattr(kb, kind).values() for name in item.sources)
    return found
