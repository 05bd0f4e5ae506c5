"""The benchmark's scoring, on three made-up messages whose figures can be worked out by hand."""

import pytest

from benchmarks.readers import Keywords, red_flags
from benchmarks.scoring import score
from benchmarks.training_data import made

VOCABULARY = {
    "fever": frozenset({"fever"}),
    "calf_swollen": frozenset({"calf_swelling"}),
    "leg_swollen": frozenset({"leg_swelling"}),
    "chest": frozenset({"chest_pain"}),
}
TEXTS = {
    "a": "My calf is swollen and my chest hurts, but no fever.",
    "b": "I had a fever last year. Now the leg is swollen.",
    "c": "How do I bake bread?",
}
LABELS = {
    "a": {"findings_present": ["calf_swelling", "chest_pain"], "findings_absent": ["fever"], "triage": "emergency"},
    "b": {"findings_present": ["leg_swelling"], "findings_absent": [], "findings_not_current": ["fever"], "triage": "routine"},
    "c": {"findings_present": [], "findings_absent": [], "scope": "out_of_scope"},
}


def answer(present=(), absent=(), flags=()):
    findings = [{"id": name, "status": "present"} for name in present] + [{"id": name, "status": "absent"} for name in absent]
    return {"findings": findings, "red_flags": list(flags)}


def test_a_reader_without_mistakes():
    answers = {"a": answer(["calf_swollen", "chest"], ["fever"], ["clot"]), "b": answer(["leg_swollen"]), "c": answer()}
    found = score(answers, LABELS, VOCABULARY)
    assert (found.f1, found.recall, found.precision, found.denied_recall, found.inverted) == (1, 1, 1, 1, 0)
    assert (found.counts["emergency flagged"], found.counts["urgent flagged"], found.counts["mild flagged"]) == (1, 1, 0)
    assert (found.counts["messages"], found.counts["outside"], found.counts["outside flagged"]) == (2, 1, 0)


def test_a_reader_deaf_to_no_and_to_the_past():
    answers = {"a": answer(["calf_swollen", "fever"]), "b": answer(["leg_swollen", "fever"], flags=["clot"]), "c": answer(flags=["clot"])}
    found = score(answers, LABELS, VOCABULARY)
    assert found.recall == pytest.approx(2 / 3)
    assert found.precision == pytest.approx(2 / 4)
    assert found.f1 == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert found.denied_recall == 0
    assert found.inverted == pytest.approx(2 / 5)
    assert (found.counts["emergency flagged"], found.counts["mild flagged"], found.counts["outside flagged"]) == (0, 1, 1)


def test_a_denial_of_what_is_there_is_inverted_and_the_wider_is_no_invention():
    answers = {"a": answer(["leg_swollen"], ["chest"]), "b": answer(["calf_swollen"]), "c": answer()}
    found = score(answers, LABELS, VOCABULARY)
    assert found.recall == pytest.approx(1 / 3)
    assert (found.counts["invented"], found.counts["inverted"]) == (1, 1)


def test_a_reader_that_says_nothing_has_no_precision():
    found = score({"a": answer()}, LABELS, VOCABULARY)
    assert (found.recall, found.precision, found.f1) == (0, None, None)


def test_keywords_know_no_context(kb):
    keywords = Keywords(kb)
    said = [keywords.read(text)["findings"] for text in TEXTS.values()]
    assert [{"fever"} <= {f["id"] for f in one if f["status"] == "present"} for one in said] == [True, True, False]
    assert all(TEXTS["a"][f["start"] : f["end"]] == f["text"] for f in said[0])


def test_red_flags_of_somebody_elses_findings(kb):
    assert red_flags(kb, answer(["coughing_blood"])["findings"])
    assert not red_flags(kb, answer(["unknown to the knowledge base"], ["coughing_blood"])["findings"])


def test_sentences_for_rasa_mark_every_finding_the_same_way_each_time(kb):
    sentences = made(kb)
    assert sentences == made(kb)
    unmarked = {f.id for f in kb.findings.values() if f.phrases} - {name for name in kb.findings if f'"{name}"' in "".join(sentences)}
    assert not unmarked


def test_what_a_text_may_be_taken_to_say_is_not_judged():
    labels = {"a": {"findings_present": ["fever"], "findings_absent": [], "findings_not_judged": ["chest_pain_maybe"], "triage": "routine"}}
    vocabulary = {"fever": frozenset({"fever"}), "chest_pain_maybe": frozenset({"chest_pain_maybe"})}
    assert score({"a": answer(["fever", "chest_pain_maybe"])}, labels, vocabulary).counts["claimed"] == 1
