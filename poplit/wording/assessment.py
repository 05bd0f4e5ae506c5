"""The assessment in short bubbles: how urgent, what may be behind it, what to do, when to come back, and what this is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.conditions import reasons
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause, Sourced
from poplit.safety import rank
from poplit.wording import rules
from poplit.wording.persons import means
from poplit.wording.reply import Reply, listing
from poplit.wording.warnings import reasons as reasons_of

_SHOWN_REASONS = 4
_SHOWN_RULES = 2


def bubbles(kb: KnowledgeBase, case: Case, assessment: dict[str, Any], person: Case | None = None) -> list[Reply]:
    """The whole assessment. After an emergency no causes are listed: only the level, why, and what to do.

    `person`: all that is known of them, where `case` holds the leg alone: advice must suit the person."""
    level = assessment["triage"]
    replies = [banner(kb, case, assessment)]
    if rank(level) < rank("emergency"):
        replies += [
            *causes(kb, assessment),
            *both(kb, assessment),
            *rules.checks(kb, assessment),
            *not_excluded(kb, assessment),
            *self_care(kb, person or case, assessment),
            *next_steps(kb, assessment),
        ]
        net = list(kb.wording["safety_net"])
        replies.append(Reply("\n".join(f"- {line}" for line in net), custom={"part": "safety_net", "items": net}))
    words = kb.wording["assessment"]
    more = words["more" if rank(level) < rank("emergency") else "more_urgent"]
    replies.append(Reply(f"{words['disclaimer']} {more}", custom={"part": "disclaimer"}))
    return replies


def banner(kb: KnowledgeBase, case: Case, assessment: dict[str, Any]) -> Reply:
    """How urgent it is, with the reasons that safety gives."""
    title, said = kb.wording["banner"][assessment["triage"]], []
    why = [label for raised in safety.check(kb, case).raised[:2] for label in reasons_of(kb, raised)]
    ages = {finding.label for finding in kb.findings.values() if finding.kind == "person"}
    why = [label for label in why if label not in ages] or why
    if why:
        said = [kb.wording["banner_why"].format(reasons=listing(list(dict.fromkeys(why))))]
    scored = [rules.caught(kb, score) for score in assessment["rules"] if score["level"] == assessment["triage"] and not score["quiet"]]
    unanswered = [kb.wording["assessment"]["open_safety"]] if case.open_safety else []
    unanswered += [line for line in (means(kb, case),) if line]
    said += [*scored[:_SHOWN_RULES], *unanswered]
    return Reply(" ".join((f"**{title}**", *said)), custom={"part": "banner", "level": assessment["triage"], "title": title, "items": said})


def causes(kb: KnowledgeBase, assessment: dict[str, Any]) -> list[Reply]:
    """Up to five causes, each with what speaks for and against it, and where the figures come from."""
    words = kb.wording["assessment"]
    if not assessment["causes"]:
        return [Reply(words["unknown"], custom={"part": "causes"})]
    sure = assessment["causes"][0]["likelihood"] == kb.settings["likelihood_words"][0]["word"]
    replies = [Reply(words["causes" if sure else "causes_unsure"], custom={"part": "causes"})]
    for number, ranked in enumerate(assessment["causes"], 1):
        cause = kb.causes[ranked["id"]]
        lines = [words["cause"].format(number=number, name=cause.name, likelihood=ranked["likelihood"], one_line=cause.one_line)]
        shown: dict[str, Any] = {"name": cause.name, "likelihood": ranked["likelihood"], "one_line": cause.one_line}
        for side in ("for", "against"):
            shown[side] = said = [entry["why"] for entry in ranked[side] if _worth_saying(kb, entry, side)][:_SHOWN_REASONS]
            if said:
                lines.append(words[side].format(findings=", ".join(said)))
        shown["sources"] = figures_from(kb, ranked)
        lines.append(words["sources"].format(sources="; ".join(shown["sources"])))
        replies.append(Reply("\n".join(lines), custom={"part": "cause", "cause": cause.id, **shown}))
    return replies


def both(kb: KnowledgeBase, assessment: dict[str, Any]) -> list[Reply]:
    """Two conditions that may both be there, with what each explains and how it is known that they come together."""
    words, replies = kb.wording["assessment"], []
    for pair in assessment["together"]:
        (one, first), (other, second) = (
            (cause["name"], ", ".join(entry["why"] for entry in cause["explains"][:_SHOWN_REASONS])) for cause in pair["causes"]
        )
        sources = "; ".join(titles(kb, [pair["source"]])) if pair["quality"] == "measured" else words["estimated"]
        lines = [words["together"].format(one=one, other=other, first=first, second=second), words["sources"].format(sources=sources)]
        replies.append(Reply("\n".join(lines), custom={"part": "together"}))
    return replies


def not_excluded(kb: KnowledgeBase, assessment: dict[str, Any]) -> list[Reply]:
    """The serious conditions that stay possible, each with what would tell it."""
    names, words = assessment["serious_not_excluded"], kb.wording["assessment"]
    if not names:
        return []
    likely = [ranked["id"] for ranked in assessment["causes"]] or [None]
    items = [{"title": kb.condition(name).name, "text": _first_tells(kb, name, likely)} for name in names]
    lines = [words["not_excluded_one"].format(name=item["title"], tells=item["text"]) for item in items]
    return [
        Reply("\n".join((words["not_excluded"], *lines)), custom={"part": "not_excluded", "title": words["not_excluded"], "items": items})
    ]


def what_tells(kb: KnowledgeBase, name: str, leading: str | None, *others: str) -> list[str]:
    """What tells a serious condition: its own sentence when it is not ranked, else what tells it from the leading cause or others."""
    if name in kb.not_ranked:
        return [kb.not_ranked[name].tells]
    pairs = [pair for cause in (leading, *others) if cause for pair in ((cause, name), (name, cause))]
    return [apart.tells for one, other in pairs for apart in kb.causes[one].confused_with if apart.cause == other]


def _first_tells(kb: KnowledgeBase, name: str, likely: list[str | None]) -> str:
    """The first thing that tells it from the likely causes; what it is, when it looks like none of them."""
    return next(iter(what_tells(kb, name, *likely)), kb.condition(name).one_line)


def self_care(kb: KnowledgeBase, case: Case, assessment: dict[str, Any]) -> list[Reply]:
    """The care of the leading cause without what this person must not do; of a danger that outranks it, what to do until then."""
    words = kb.wording["assessment"]
    leading = [kb.causes[c["id"]] for c in assessment["causes"][:1]]
    items = list(dict.fromkeys(item for cause in leading for item in cause.care))
    lines = _first_and_last([line for item in items if (line := care_line(kb, case, kb.care[item]))], kb.settings["listed"]["care"])
    avoid = [text.text for cause in leading for text in cause.do_not]
    if outranked(kb, assessment):  # the danger, not the likeliest cause, says what to do until then
        lines = [line for flag in assessment["red_flags"][:1] for line in kb.red_flags[flag["id"]].do]
    heading = words["care"] if rank(assessment["triage"]) < rank("consultation_24") else words["care_wait"]
    listed = {"part": "care", "title": heading, "items": lines}
    replies = [Reply("\n".join((heading, *(f"- {line}" for line in lines))), custom=listed)] if lines else []
    if avoid:
        listed = {"part": "do_not", "title": words["do_not"].format(items="").strip(), "items": avoid}
        replies.append(Reply(words["do_not"].format(items=" ".join(avoid)), custom=listed))
    return replies


def _first_and_last(lines: list[str], most: int) -> list[str]:
    """At most so many lines; the last of a cause's care says what to watch for, and is never cut."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[-1]]


def care_line(kb: KnowledgeBase, case: Case, care) -> str | None:
    """A care item's text for this person: what is said instead when it is not for them; None when it does not apply."""
    if care.when is not None and reasons(care.when, case, kb) is None:
        return None
    if care.unless is not None and reasons(care.unless, case, kb) is not None:
        return care.instead
    if any(case.status(name) in (None, "unsure") for name in care.ask_first):
        return None  # what must be asked first was not asked
    return care.text


def next_steps(kb: KnowledgeBase, assessment: dict[str, Any]) -> list[Reply]:
    """The usual course, when to be seen, and what a clinician may do, for the leading cause."""
    if not assessment["causes"]:
        return []
    cause, words = kb.causes[assessment["causes"][0]["id"]], kb.wording["assessment"]
    steps = {"clinician": clinician(cause)}
    if not outranked(kb, assessment):
        steps = {"course": cause.course.text, "come_back": cause.come_back.text, **steps}
    items = [{"title": words[name].format(text="").strip(), "text": text} for name, text in steps.items()]
    return [Reply("\n".join(words[name].format(text=text) for name, text in steps.items()), custom={"part": "next_steps", "items": items})]


def outranked(kb: KnowledgeBase, assessment: dict[str, Any]) -> bool:
    """True when the level comes from a danger and not from what the leading cause usually needs."""
    leading = assessment["causes"][:1]
    level = assessment["triage"]
    return rank(level) >= rank("consultation_24") and bool(leading) and rank(kb.causes[leading[0]["id"]].triage) < rank(level)


def _worth_saying(kb: KnowledgeBase, entry: dict[str, Any], side: str) -> bool:
    """Age and sex that do not fit go without saying."""
    return side == "for" or kb.findings[entry["id"]].kind != "person"


def clinician(cause: Cause) -> str:
    """What a clinician may do about a cause, in one run of sentences."""
    return _joined(cause.clinician)


def _joined(sentences: tuple[Sourced, ...]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def figures_from(kb: KnowledgeBase, ranked: dict[str, Any]) -> list[str]:
    """The titles of the sources of the reasons shown, one each; estimates are called that."""
    shown = ranked["for"][:_SHOWN_REASONS] + ranked["against"][:_SHOWN_REASONS]
    cited = [entry["source"] for entry in shown if entry["quality"] == "measured"]
    only_measured = shown and all(entry["quality"] == "measured" for entry in shown)
    return [*titles(kb, cited), *([] if only_measured else [kb.wording["assessment"]["estimated"]])]


def titles(kb: KnowledgeBase, names: Iterable[str]) -> list[str]:
    """The titles of sources, at most two; an estimate or a judgement has none."""
    return [kb.sources[name].title for name in dict.fromkeys(names) if name not in ("estimate", "clinical_judgement")][:2]
