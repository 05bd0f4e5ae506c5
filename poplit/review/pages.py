"""Which pages there are, from which template each is made, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import LEVELS
from poplit.review import charts, figures, state
from poplit.review.cases import Cases
from poplit.review.charts import urgent_first
from poplit.review.citations import by_source
from poplit.review.names import PAGED
from poplit.review.uses import Uses


@dataclass(frozen=True)
class Page:
    """A page to write: its path without suffix, its template, and what the template is told."""

    path: str
    template: str
    about: dict[str, Any] = field(default_factory=dict)


def pages(kb: KnowledgeBase, cases: Cases) -> Iterator[Page]:
    """Every page of the site."""
    uses, cited = Uses(kb), by_source(kb)
    yield from _one_each(kb, cases, uses, cited)
    yield from _lists(kb, cited)
    yield from _maps(kb)
    yield Page("index", "index", {"signed": state.signed(kb), "measured": state.measured(kb), "cases": cases.count(), **_by_level(kb)})
    yield Page("open", "open", _open(kb, cited))
    yield Page("levels", "levels", _by_level(kb))
    yield from (Page(name, name) for name in ("method", "signing"))
    yield from (Page(name, name, {"uses": uses}) for name in ("questions", "groups", "locales", "not_ranked"))


def _one_each(kb: KnowledgeBase, cases: Cases, uses: Uses, cited: dict[str, Any]) -> Iterator[Page]:
    scale = charts.Scale(kb)
    for cause in kb.causes.values():
        about = {"rows": figures.of_cause(kb, cause), "scale": scale, "cases": cases.causes.get(cause.id, ())}
        yield Page(f"causes/{cause.id}", "cause", {"cause": cause, "uses": uses, **about})
    for finding in kb.findings.values():
        about = {"rows": figures.of_finding(kb, finding.id), "scale": scale}
        yield Page(f"findings/{finding.id}", "finding", {"finding": finding, "uses": uses, **about})
    for flag in kb.red_flags.values():
        yield Page(f"red_flags/{flag.id}", "red_flag", {"flag": flag, "uses": uses, "cases": cases.red_flags.get(flag.id, ())})
    for rule in kb.rules.values():
        yield Page(f"rules/{rule.id}", "rule", {"rule": rule, "uses": uses, "cases": cases.rules.get(rule.id, ())})
    for source in kb.sources.values():
        yield Page(f"sources/{source.id}", "source", {"source": source, "cited": cited.get(source.id, {})})


def _lists(kb: KnowledgeBase, cited: dict[str, Any]) -> Iterator[Page]:
    counted = {finding: len(figures.of_finding(kb, finding)) for finding in kb.findings}
    about = {
        "causes": {"causes": sorted(kb.causes.values(), key=lambda cause: cause.name.lower())},
        "findings": {"kinds": _grouped(kb, "findings", lambda item: item.kind), "counted": counted},
        "red_flags": _by_level(kb),
        "rules": {"rules": kb.rules.values()},
        "sources": {"cited": cited, "files": _grouped(kb, "sources", lambda item: kb.place("sources", item.id)[0])},
    }
    yield from (Page(f"{kind}/index", f"{kind}", about[kind]) for kind in PAGED)
    yield Page("care", "care", {"files": _grouped(kb, "care", lambda item: _topic(kb, "care", item.id)), "uses": Uses(kb)})
    for topic, entries in _grouped(kb, "faq", lambda item: _topic(kb, "faq", item.id)).items():
        yield Page(f"faq/{topic}", "faq", {"topic": topic, "entries": entries})
    yield Page("faq/index", "faqs", {"topics": _grouped(kb, "faq", lambda item: _topic(kb, "faq", item.id))})


def _maps(kb: KnowledgeBase) -> Iterator[Page]:
    maps = {kind: charts.of_kind(kb, kind) for kind in dict.fromkeys(finding.kind for finding in kb.findings.values())}
    maps = {kind: drawn for kind, drawn in maps.items() if drawn.findings}
    yield Page("map/index", "map", {"map": charts.most_telling(kb), "topic": None, "topics": list(maps)})
    yield from (Page(f"map/{kind}", "map", {"map": drawn, "topic": kind, "topics": list(maps)}) for kind, drawn in maps.items())


def _open(kb: KnowledgeBase, cited: dict[str, Any]) -> dict[str, Any]:
    return {
        "signed": state.signed(kb),
        "measured": state.measured(kb),
        "weak": state.weak_sources(kb, cited),
        "leaning": state.leaning(kb),
        "gaps": {key: causes for key, causes in state.gaps(kb).items() if causes},
    }


def _by_level(kb: KnowledgeBase) -> dict[str, Any]:
    levels = list(reversed(LEVELS))
    bands = [(rule, band) for rule in kb.rules.values() for band in rule.bands]
    return {
        "levels": levels,
        "causes_by": {level: urgent_first(c for c in kb.causes.values() if c.triage == level) for level in levels},
        "alarms_by": {level: [c for c in kb.causes.values() if c.alarm and c.alarm.level == level] for level in levels},
        "flags_by": {level: [flag for flag in kb.red_flags.values() if flag.level == level] for level in levels},
        "not_ranked_by": {level: [item for item in kb.not_ranked.values() if item.level == level] for level in levels},
        "bands_by": {level: [(rule, band) for rule, band in bands if band.level == level] for level in levels},
    }


def _topic(kb: KnowledgeBase, kind: str, item: str) -> str:
    """The name of the file an item stands in; with the complaint before it where it is of a further one."""
    path = PurePosixPath(kb.place(kind, item)[0])
    return f"{path.parts[1]}_{path.stem}" if path.parts[0] == "complaints" else path.stem


def _grouped(kb: KnowledgeBase, kind: str, key) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for item in getattr(kb, kind).values():
        found.setdefault(key(item), []).append(item)
    return found
