"""Every id that an item names exists, and nothing stands unused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from poplit.check.names import Names
from poplit.conditions import names, rules_in
from poplit.knowledge import KnowledgeBase, Problem
from poplit.knowledge.schema import Cause, Finding

_CONDITIONED = ("findings", "not_ranked", "red_flags", "rules", "care", "questions", "self_checks")


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Ids that do not exist, or that point to themselves, and conditions that cannot be read."""
    look = Names(kb)
    for finding in kb.findings.values():
        yield from _finding(look, finding)
    for cause in kb.causes.values():
        yield from _cause(look, cause)
    for check in kb.self_checks.values():
        yield from look.known("self_checks", check.id, check.settles, kb.findings, "finding")
    for pair in kb.goes_with.values():
        yield from look.known("goes_with", pair.id, (pair.of, pair.with_), kb.causes, "cause")
    for named in kb.not_ranked.values():
        yield from look.known("not_ranked", named.id, named.red_flags, kb.red_flags, "red flag")
    for kind in _CONDITIONED:
        for item in getattr(kb, kind).values():
            yield from _item(look, kind, item)
    for group, members in kb.groups.items():
        yield from look.known("groups", group, members, kb.findings, "finding")
    for rule in kb.context:
        yield from look.known("context", rule.id, rule.only, kb.findings, "finding")
    yield from look.known("body_map", "body_map", kb.body_map, kb.findings, "finding")
    yield from _settings_and_words(look)


def _settings_and_words(look: Names) -> Iterator[Problem]:
    kb = look.kb
    for cluster in kb.settings["clusters"]:
        yield from look.known("settings", "clusters", cluster, kb.findings, "finding")
    for members in kb.settings["groups"].values():
        yield from look.known("settings", "groups", members, kb.findings, "finding")
    for name in ("life_words", "onset_findings"):
        yield from look.known("words", name, kb.words[name], kb.findings, "finding")
    spoken = kb.wording["in_their_language"]
    for language in kb.words["other_languages"]:
        if language not in spoken:
            says = f"other_languages: wording.yml says nothing in the language '{language}'; it does in {', '.join(spoken)}"
            yield look.problem("words", "other_languages", says, language)


def _finding(look: Names, finding: Finding) -> Iterator[Problem]:
    kb = look.kb
    yield from look.known("findings", finding.id, (*finding.implies, *finding.excludes), kb.findings, "finding")
    yield from look.known("findings", finding.id, (part.quality for part in finding.parts), kb.qualities, "quality")
    sites = (site for part in finding.parts for site in part.site)
    yield from look.known("findings", finding.id, sites, (*kb.sites, "any", "unsaid"), "site")
    if finding.id in (*finding.implies, *finding.excludes):
        yield look.problem("findings", finding.id, f"{finding.id}: implies or excludes itself")


def _cause(look: Names, cause: Cause) -> Iterator[Problem]:
    kb = look.kb
    yield from look.known("causes", cause.id, (*cause.likelihoods, *cause.typical, *cause.untypical), kb.findings, "finding")
    yield from look.known("causes", cause.id, cause.care, kb.care, "care item")
    yield from look.known("causes", cause.id, cause.red_flags, kb.red_flags, "red flag")
    yield from look.known("causes", cause.id, (apart.cause for apart in cause.confused_with), kb.causes, "cause")
    if any(apart.cause == cause.id for apart in cause.confused_with):
        yield look.problem("causes", cause.id, f"{cause.id}: is confused with itself")
    for name, figure in cause.likelihoods.items():
        if name in kb.findings and figure.p is not None and figure.lr is None and kb.findings[name].background is None:
            says = f"{cause.id}: '{name}' has a probability here but no background in kb/findings, so it counts for nothing"
            yield look.problem("causes", cause.id, says, name)


def _item(look: Names, kind: str, item: Any) -> Iterator[Problem]:
    for condition in _conditions(item):
        try:
            used = list(names(condition))
        except ValueError as error:
            yield look.problem(kind, item.id, f"{item.id}: {error}")
            continue
        yield from look.known(kind, item.id, used, (*look.kb.findings, *look.kb.groups), "finding or group")
        yield from look.known(kind, item.id, rules_in(condition), look.kb.rules, "rule")
    mentioned = [*getattr(item, "ask", ()), *getattr(item, "ask_first", ())]
    mentioned += [name for option in getattr(item, "options", ()) for name in (*option.present, *option.absent)]
    yield from look.known(kind, item.id, mentioned, look.kb.findings, "finding")
    yield from look.known(kind, item.id, filter(None, [getattr(item, "for_child", None)]), look.kb.faq, "FAQ entry")


def _conditions(item: Any) -> Iterator[Any]:
    for key in ("when", "unless", "applies", "quiet_when", "open_while", "not_for"):
        if getattr(item, key, None) is not None:
            yield getattr(item, key)
    for line in getattr(item, "items", ()):
        yield line.when


def unused(kb: KnowledgeBase) -> Iterator[Problem]:
    """Findings that nothing asks about or reasons with, and care nobody suggests."""
    look, used = Names(kb), _used(kb)
    implied = {name for finding in kb.findings.values() if finding.id in used for name in (*finding.implies, *finding.excludes)}
    for finding in kb.findings.values():
        leads_on = any(name in used for name in finding.implies)
        if finding.id not in used | implied and not leads_on:
            says = f"{finding.id}: no cause, red flag, rule, question or care item uses this finding"
            yield look.problem("findings", finding.id, says)
    for care in kb.care.values():
        if not any(care.id in cause.care for cause in kb.causes.values()):
            yield look.problem("care", care.id, f"{care.id}: no cause suggests this care item")


def _used(kb: KnowledgeBase) -> set[str]:
    used = {name for cause in kb.causes.values() for name in cause.likelihoods}
    used |= {name for question in kb.questions.values() for option in question.options for name in (*option.present, *option.absent)}
    for kind in _CONDITIONED[1:]:
        for item in getattr(kb, kind).values():
            for condition in _conditions(item):
                used.update(member for name in names(condition) for member in kb.groups.get(name, (name,)))
            used.update((*getattr(item, "ask", ()), *getattr(item, "ask_first", ())))
    return used
