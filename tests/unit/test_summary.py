"""The summary for a clinician: nothing that was said is left out of any form, nothing is added, and it goes nowhere by itself."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain, repeat

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from poplit.case import Case, build
from poplit.dialogue import Message, greet, respond
from poplit.knowledge import FOLDER, load
from poplit.language import Reading
from poplit.summary import bubbles, gather, to_text
from poplit.summary.fhir import to_fhir, to_json
from poplit.summary.pdf import to_pdf
from poplit.understanding import alarm, intent_of

WHEN = datetime(2026, 3, 4, 15, 20, tzinfo=UTC)
ROOT = FOLDER.parent

# A woman of 58 who mentions her father's clot, an old bout of gout, corrects herself, and answers with numbers.
TALK = (
    "for four days the back of my right knee has been tight, about 5 out of 10. There is a lump there. No chest pain. "
    "My dad had a clot. I had gout years ago.",
    "none of these",
    "58",
    "female",
    "8, 9",
    "why do you ask?",
    "sorry, I meant the left knee",
    "not sure",
    "not sure",
    "no",
)


def hold(kb, reader, messages, to_the_end: bool = False) -> Case:
    """The case after these messages; to the end: every further question is answered with no."""
    case = Case()
    greet(kb, case)
    for text in chain(messages, repeat("no", 30 if to_the_end else 0)):
        if case.done:
            break
        reading = reader.read(text)
        respond(kb, case, Message(reading, intent_of(reading, None, alarm(kb, reading)), reading.topic))
    return case


@pytest.fixture(scope="module")
def talked(kb, reader):
    return hold(kb, reader, TALK, to_the_end=True)


@pytest.fixture(scope="module")
def summary(kb, talked):
    return gather(kb, talked, WHEN)


def plain(text: str) -> str:
    """Without line breaks and repeated blanks, which setting a text adds."""
    return re.sub(r"\s+", " ", text)


def pdf_text(content: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def in_bundle(bundle: dict, kind: str) -> list[dict]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def told(kb, case: Case, status: str) -> set[str]:
    """The findings of a case that do not merely follow from its age, sex, side, start or duration."""
    return {name for name in case.having(status) if case.findings[name]["words"] or not kb.findings[name].from_}


def test_every_finding_denial_and_doubt_of_a_conversation_is_in_all_three_forms(kb, talked, summary):
    texts = plain(to_text(kb, summary)), pdf_text(to_pdf(kb, summary))
    observed = {one["code"]["coding"][0]["code"]: one for one in in_bundle(to_fhir(kb, summary), "Observation")}
    for status, value in (("present", True), ("absent", False), ("unsure", None)):
        names = told(kb, talked, status)
        assert names, f"the conversation should have something {status}"
        for name in names:
            assert all(kb.findings[name].label in text for text in texts), name
            assert observed[name].get("valueBoolean") is value, name
            assert ("dataAbsentReason" in observed[name]) is (value is None), name


def test_every_answer_of_a_conversation_is_in_all_three_forms_in_order(kb, talked, summary):
    said = [entry["words"] for entry in talked.said]
    assert said[0] == TALK[0] and said[4] == "Blood thinners; Diabetes", "numbers are shown as what they stand for"
    for text in (plain(to_text(kb, summary)), pdf_text(to_pdf(kb, summary))):
        talk = text.partition(kb.summary["headings"]["answers"].upper())[2] or text.partition(kb.summary["headings"]["answers"])[2]
        places = [talk.index(f"“{plain(words)}”") for words in said]
        assert places == sorted(places)
    answers = in_bundle(to_fhir(kb, summary), "QuestionnaireResponse")[0]["item"]
    assert [item["answer"][0]["valueString"] for item in answers] == said
    assert answers[2]["text"] == "How old are you?"


def test_a_denied_or_doubted_finding_never_stands_among_the_reported_ones(kb, talked, summary):
    reported = {one.id for one in summary.having("present")}
    assert reported == told(kb, talked, "present")
    assert {"anticoagulant", "diabetes", "lump_behind_knee"} <= reported
    assert "chest_pain" not in reported


def test_a_fathers_clot_is_his_and_not_the_patients(kb, summary):
    assert [one.id for one in summary.having("other")] == ["previous_vte"]
    observed = [one["code"]["coding"][0]["code"] for one in in_bundle(to_fhir(kb, summary), "Observation") if one.get("valueBoolean")]
    assert "previous_vte" not in observed, "in the bundle it would look like hers"
    assert "said of somebody else" in to_text(kb, summary).lower()


def test_the_complaint_stands_in_the_persons_own_words_with_side_duration_and_severity(kb, summary):
    text = to_text(kb, summary)
    assert f"“{TALK[0]}”" in text
    for fact in ("Age: 58 years", "Side: left", "Duration: 4 days", "Severity: 5 of 10"):
        assert fact in text


def test_a_correction_is_shown_as_one(kb, summary):
    assert [(change.name, change.old, change.new, change.message) for change in summary.changes if change.name == "side"] == [
        ("side", "right", "left", 7)
    ]


def test_each_statement_names_the_words_and_the_message_that_said_so(kb, summary):
    stated = {one.id: one for one in summary.stated}
    assert stated["lump_behind_knee"].words in TALK[0] and stated["lump_behind_knee"].message == 1
    assert stated["diabetes"].words == "Diabetes" and stated["diabetes"].message == 5


def test_a_red_flag_is_shown_with_its_level_its_reasons_and_the_message_after_which_the_warning_came(kb, reader):
    case = hold(kb, reader, ["my calf aches", "chest pain"])
    summary = gather(kb, case, WHEN)
    flag = summary.flags[0]
    assert flag.level == summary.triage and flag.message == 2 and "chest pain" in " ".join(flag.reasons)
    for text in (plain(to_text(kb, summary)), pdf_text(to_pdf(kb, summary))):
        assert kb.summary["triage"][summary.triage] in text and flag.name in text and "Warning given at message 2" in text
    assert in_bundle(to_fhir(kb, summary), "Flag")[0]["code"]["coding"][0]["code"] == flag.id


def test_causes_stand_with_likelihood_reasons_and_codes_and_the_serious_ones_are_named(kb):
    summary = gather(kb, build(kb, {"calf_swollen_one_side": "present", "loc_calf_mid": "present", "fever": "absent"}, {"age": 50}), WHEN)
    text, bundle = plain(to_text(kb, summary)), to_fhir(kb, summary)
    predicted = in_bundle(bundle, "RiskAssessment")[0]["prediction"]
    assert summary.causes and summary.serious
    for cause, prediction in zip(summary.causes, predicted, strict=False):
        assert f"{cause.name} (ICD-10 {cause.icd10}): {cause.likelihood}" in text
        assert all(reason.said in text for reason in (*cause.speaks_for, *cause.speaks_against))
        assert prediction["probabilityDecimal"] == cause.probability and prediction["qualitativeRisk"]["text"] == cause.likelihood
        assert prediction["outcome"]["coding"][0]["code"] in cause.icd10
    for one in summary.serious:
        assert one.name in text
        assert any(prediction["outcome"]["text"] == one.name for prediction in predicted)
    assert {c["verificationStatus"]["coding"][0]["code"] for c in in_bundle(bundle, "Condition")} == {"unconfirmed", "differential"}


def test_before_the_assessment_no_cause_is_named_and_it_says_so(kb, reader):
    summary = gather(kb, hold(kb, reader, ["ache behind my knee"]), WHEN)
    text = to_text(kb, summary)
    assert "No assessment was reached" in text and not summary.causes and "POSSIBLE CAUSES" not in text
    bundle = to_fhir(kb, summary)
    assert in_bundle(bundle, "RiskAssessment") == []
    assert in_bundle(bundle, "QuestionnaireResponse")[0]["status"] == "in-progress"


def test_it_says_that_it_is_no_diagnosis_and_how_much_is_signed(kb, summary):
    signed = sum(item.reviewed is not None for item in kb.causes.values())
    for text in (plain(to_text(kb, summary)), pdf_text(to_pdf(kb, summary))):
        assert "not a diagnosis" in text and kb.hash in text and "4 March 2026, 15:20 UTC" in text
        assert f"signed {signed} of the {summary.total} items" in text


def test_the_same_case_gives_the_same_bytes_twice(kb, talked, summary):
    again = gather(kb, Case.from_json(json.loads(json.dumps(talked.to_json()))), WHEN)
    for form in (to_text, to_pdf, to_json):
        assert form(kb, summary) == form(kb, again)


def test_ids_in_the_bundle_are_unique_and_every_reference_leads_somewhere(kb, summary):
    bundle = to_fhir(kb, summary)
    addresses = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(addresses)) == len(addresses)
    assert set(re.findall(r'"reference": "([^"]+)"', json.dumps(bundle))) <= set(addresses)


def test_the_bundle_names_nobody(kb, summary):
    patient = in_bundle(to_fhir(kb, summary), "Patient")[0]
    assert set(patient) <= {"resourceType", "id", "language", "gender"}


def test_the_pdf_is_a4_has_page_numbers_and_brings_its_fonts(kb, summary):
    reader = PdfReader(BytesIO(to_pdf(kb, summary)))
    found_on = [number for number, page in enumerate(reader.pages, 1) if kb.summary["headings"]["answers"] in page.extract_text()]
    assert found_on[0] <= 2, "what matters fits two pages; the conversation comes after it"
    for number, page in enumerate(reader.pages, 1):
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        assert f"Page {number} of {len(reader.pages)}" in page.extract_text()
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts if font["/Subtype"] == "/TrueType")
    assert reader.metadata.title == "Summary for a clinician"


def test_words_in_other_alphabets_stay_and_marks_cannot_break_a_form(kb):
    case = build(kb, {"fever": "absent", "loc_calf_mid": "present"}, {"medicines": 'Ибупрофен & <b>"ζ"</b> 🦵 \x07'})
    summary = gather(kb, case, WHEN)
    assert "Ибупрофен & <b>" in to_text(kb, summary)
    assert 'Ибупрофен & <b>"ζ"</b>' in pdf_text(to_pdf(kb, summary))
    Bundle.parse_obj(to_fhir(kb, summary))


def test_a_very_long_message_neither_breaks_the_pages_nor_a_bubble(kb, reader):
    case = hold(kb, reader, ["my calf hurts " + "and it goes on " * 130, "x" * 1900])
    summary = gather(kb, case, WHEN)
    assert len(PdfReader(BytesIO(to_pdf(kb, summary))).pages) >= 1
    assert max(len(reply.text) for reply in bubbles(kb, summary)) <= 1500


def test_the_bubbles_hold_all_of_the_text(kb, summary):
    said = " ".join(reply.text for reply in bubbles(kb, summary)[1:])
    assert said.split() == to_text(kb, summary).split()


def test_the_greeting_of_the_page_is_no_message(kb, reader):
    case = Case()
    respond(kb, case, Message(Reading(""), "greet"))
    reading = reader.read("chest pain")
    respond(kb, case, Message(reading, "inform"))
    summary = gather(kb, case)
    assert [(answer.message, answer.words) for answer in summary.answers] == [(1, "chest pain")]
    assert summary.flags[0].message == 1 and summary.having("present")[0].message == 1


def test_where_nothing_was_said_the_chat_says_so(kb):
    assert [reply.text for reply in bubbles(kb, gather(kb, Case()))] == [kb.summary["in_chat"]["nothing"]]


FINDINGS = st.dictionaries(st.sampled_from(sorted(load().findings)), st.sampled_from(["present", "absent", "unsure"]), max_size=40)
DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 110),
        "sex": st.sampled_from(["female", "male"]),
        "side": st.sampled_from(["left", "right", "both"]),
        "onset": st.sampled_from(["sudden", "gradual", "after_injury"]),
        "duration_days": st.floats() | st.text(max_size=5),
        "site": st.sampled_from([*load().sites, "elbow"]) | st.lists(st.sampled_from([*load().sites]), max_size=3),
        "severity": st.integers(0, 10) | st.booleans() | st.floats(),
        "medicines": st.text(max_size=60),
        "conditions": st.text(max_size=60),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FINDINGS, DETAILS)
def test_the_bundle_of_any_case_is_valid_fhir_and_holds_every_statement(findings, details):
    kb = load()
    case = build(kb, findings, details)
    summary = gather(kb, case, WHEN)
    bundle = to_fhir(kb, summary)
    Bundle.parse_obj(bundle)  # raises what is wrong
    observed = {one["code"].get("coding", [{}])[0].get("code") for one in in_bundle(bundle, "Observation")}
    assert {name for name in case.findings if not kb.findings[name].from_} <= observed
    assert to_text(kb, summary)


def poplit(*arguments: str, given: str, cwd=ROOT) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "poplit", *arguments]
    return subprocess.run(
        command, input=given.encode(), capture_output=True, cwd=cwd, timeout=120, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


CASE = json.dumps({"age": 70, "findings": {"loc_behind_knee": "present", "fever": "absent"}})


def test_the_command_writes_only_the_file_it_was_told_to(tmp_path):
    done = poplit("summary", "--format", "pdf", "--out", "out.pdf", "--date", "2026-03-04T15:20+00:00", given=CASE, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["out.pdf"]
    assert "pain at the back of the knee" in pdf_text((tmp_path / "out.pdf").read_bytes())


@pytest.mark.parametrize("form", ["text", "pdf", "fhir"])
def test_without_a_file_it_writes_to_standard_output_and_nowhere_else(form, tmp_path):
    done = poplit("summary", "--format", form, given=CASE, cwd=tmp_path)
    assert done.returncode == 0 and done.stdout and list(tmp_path.iterdir()) == []
    if form == "fhir":
        Bundle.parse_raw(done.stdout)


def test_the_summary_of_a_case_never_imports_rasa():
    program = "import sys; from poplit.cli import main; main(['summary', '--format', 'fhir']); sys.exit('rasa' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], input=CASE.encode(), capture_output=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "given", "says"),
    [
        ((), "{", "not JSON"),
        ((), '{"findings": {"fevr": "present"}}', "did you mean fever"),
        (("--format", "docx"), CASE, "invalid choice"),
        (("--date", "tomorrow"), CASE, "a moment looks like"),
        (("--out", "no/such/folder/a.txt"), CASE, "cannot be written"),
        (("--messages",), "\n\n", "no messages"),
    ],
)
def test_wrong_input_gets_one_plain_sentence_and_status_2(arguments, given, says, tmp_path):
    done = poplit("summary", *arguments, given=given, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode() and len(done.stderr.decode().strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_moment_without_a_time_zone_is_refused(kb):
    with pytest.raises(ValueError, match="time zone"):
        gather(kb, Case(), datetime(2026, 1, 1))


def test_two_conditions_that_may_both_be_there_stand_in_all_three_forms_with_their_source(kb):
    worn = ("loc_inner_knee", "morning_stiffness_lt30", "stiff_after_sitting", "grinding", "bony_enlargement", "duration_gt_6w")
    cyst = ("lump_behind_knee", "fullness_tight_behind_knee", "loc_behind_knee")
    case = build(kb, dict.fromkeys((*worn, *cyst), "present"), {"age": 66, "sex": "female"})
    case.assessed = "consultation"
    summary = gather(kb, case, WHEN)
    assert summary.together, "a worn knee with a lump and fullness behind it should be told as two things"
    names = summary.together[0].names
    for text in (plain(to_text(kb, summary)), pdf_text(to_pdf(kb, summary)), to_json(kb, summary)):
        assert f"Both may be there: {names[0]}, and {names[1]}" in text
    assert summary.together[0].source is None or summary.together[0].source in summary.sources
