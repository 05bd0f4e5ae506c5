"""Mistakes that somebody editing kb/ makes: each gives one plain line, with file and line number, and exit status 2."""

import re
import shutil

import pytest

from poplit.cli import main
from poplit.knowledge import FOLDER


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeded") / "kb"
    shutil.copytree(FOLDER, folder)
    return folder


def change(old: str, new: str):
    def seed(text: str) -> str:
        assert old in text, f"there is no '{old}'"
        return text.replace(old, new, 1)

    return seed


def add(lines: str):
    return lambda text: text + lines


def phrase(words: str):
    """The same phrases, and this one more."""
    return lambda text: re.sub(r"\n  phrases:\n", f"\n  phrases:\n    - {words}\n", text, count=1)


def unreachable(text: str) -> str:
    """A condition so rare, and so like the pulled calf, that nothing can bring it to the top of the list."""
    text = re.sub(r"^id: .*", "id: calf_mystery", text, flags=re.M)
    text = re.sub(r"^name: .*", "name: Calf mystery", text, flags=re.M)
    text = re.sub(r"^prior: .*", "prior: {weight: 0.00001, source: estimate, quality: estimated}", text, flags=re.M)
    text = re.sub(
        r"^likelihoods:\n(  .*\n)+", "likelihoods:\n  loc_calf_mid: {p: 0.5, source: estimate, quality: estimated}\n", text, flags=re.M
    )
    text = re.sub(r"^typical: \[[^]]*\]", "typical: [loc_calf_mid]", text, flags=re.M)
    text = re.sub(r"^untypical: \[[^]]*\]", "untypical: [fever]", text, flags=re.M)
    return text


HARD = "Notwithstanding considerable individual variability, immobilisation predominantly exacerbates musculoskeletal deconditioning."

# (what the mistake is, file, how it is made, what the line says); with a fifth entry the changed text is a new file
MISTAKES = [
    (
        "an unknown finding in a cause",
        "causes/dvt.yml",
        change("  calf_swollen_one_side: {", "  calf_swolen_one_side: {"),
        "unknown finding 'calf_swolen_one_side'; near: calf_swollen_one_side",
    ),
    ("a figure without a source", "causes/dvt.yml", change(", source: estimate", ""), "source' is missing"),
    (
        "a likelihood of 1.3",
        "causes/bakers_cyst.yml",
        change("  loc_behind_inner: {p: 0.", "  loc_behind_inner: {p: 1."),
        "must be at most 1, this is 1.",
    ),
    ("a prior below nothing", "causes/bakers_cyst.yml", change("weight: 60", "weight: -1"), "must be more than 0, this is -1"),
    (
        "a quality nobody knows",
        "causes/gout.yml",
        change("quality: estimated}", "quality: guessed}"),
        "must be one of measured, estimated, this is 'guessed'",
    ),
    ("a level nobody knows", "causes/bakers_cyst.yml", change("triage: consultation", "triage: tomorrow"), "must be one of self_care"),
    ("a source nobody has listed", "causes/dvt.yml", change("source: estimate", "source: nowhere"), "unknown source 'nowhere'"),
    ("a source nobody cites", "sources/added.yml", add("N99:\n  title: 'A book'\n"), "N99: nothing cites this source"),
    ("the same condition twice", "causes/dvt.yml", lambda text: text, "'dvt' stands twice in causes", "causes/dvt_again.yml"),
    ("the same key twice", "causes/bakers_cyst.yml", change("one_line:", "id: twice\none_line:"), "the key 'id' stands twice"),
    ("a wrong indentation", "causes/gout.yml", change("\nname:", "\n   name:"), "this is not YAML"),
    ("a misspelt key", "causes/gout.yml", change("also:", "allso:"), "unknown key 'allso'; allowed: alarm, also, answers"),
    ("a cause nobody can reach", "causes/calf_strain.yml", unreachable, "calf_mystery: cannot be reached", "causes/calf_mystery.yml"),
    (
        "a finding nothing uses",
        "findings/pain.yml",
        add("odd_feeling:\n  label: an odd feeling\n  kind: pain\n  phrases: [odd feeling]\n"),
        "odd_feeling: no cause, red flag",
    ),
    ("a question without a reason", "findings/swelling.yml", change("  why: ", "  # why: "), "is asked, but 'why' is missing"),
    (
        "a red flag that can never fire",
        "red_flags.yml",
        add("  - {id: rf99, name: never, level: emergency, when: {all: [fever, {denied: fever}]}, say: Go now., sources: [S01]}\n"),
        "rf99: its condition can never hold",
    ),
    (
        "a warning of more than 25 words",
        "red_flags.yml",
        add("  - {id: rf99, name: long, level: emergency, when: fever, say: " + "go " * 26 + ", sources: [S01]}\n"),
        "a warning has at most 25 words, this one has 26",
    ),
    (
        "a condition with a not",
        "red_flags.yml",
        add("  - {id: rf99, name: not, level: emergency, when: {not: fever}, say: Go now., sources: [S01]}\n"),
        "a condition is a finding, a group, or one of all, any",
    ),
    (
        "a red flag without a source",
        "red_flags.yml",
        add("  - {id: rf99, name: bare, level: emergency, when: fever, say: Go now., sources: []}\n"),
        "rf99: no source is named",
    ),
    (
        "a button too long for a small screen",
        "questions.yml",
        change("{title: Chest pain,", "{title: Chest pain that comes on walking and stops at rest,"),
        "has more than 40 characters",
    ),
    (
        "a finding both typical and untypical",
        "causes/gout.yml",
        change("untypical: [", "untypical: [redness, "),
        "'redness' is both typical and untypical",
    ),
    (
        "a floor above its own red flags",
        "causes/knee_oa.yml",
        lambda text: re.sub(r"^triage: .*", "triage: emergency_ambulance", text, flags=re.M),
        "is above every red flag it names",
    ),
    (
        "a text too hard to read",
        "faq/moving.yml",
        lambda text: re.sub(r"^(\s+answer: ).*(?:\n    .*)*", rf'\g<1>"{HARD}"', text, count=1, flags=re.M),
        "reads at grade",
    ),
    (
        "a place-holder nothing fills in",
        "wording.yml",
        change("{present}", "{presence}"),
        "nothing fills in {presence}; available: present",
    ),
    (
        "a word of a country that is not there",
        "wording.yml",
        change('thanks: "', 'thanks: "Call $crisis_lin. '),
        "unknown place-holder '$crisis_lin'",
    ),
    (
        "a band that falls",
        "rules/wells_dvt.yml",
        change("level: consultation_24", "level: emergency_ambulance"),
        "a band with more points asks for a lower level",
    ),
    (
        "a misspelt key in the settings",
        "settings.yml",
        change("\nother_weight:", "\nother_wieght:"),
        "unknown key 'other_wieght'; allowed: asking",
    ),
    ("a setting that is gone", "settings.yml", change("\ntelling:", "\n# telling:"), "'telling' is missing"),
    ("an unknown cause in a pair", "goes_with.yml", change("of: svt, with: dvt", "of: svt, with: dtv"), "unknown cause 'dtv'; near: dvt"),
    ("a share above one", "settings.yml", change("from_probability: 0.02", "from_probability: 3"), "must be at most 1, this is 3"),
    ("a cluster of an unknown finding", "settings.yml", change("[male, female]", "[male, femal]"), "unknown finding 'femal'; near: female"),
    ("a group of an unknown finding", "settings.yml", change("[overweight]", "[overwieght]"), "unknown finding 'overwieght'"),
    ("a misspelt list of words", "words.yml", change("\nordinals:", "\nordinal:"), "unknown key 'ordinal'; allowed: all"),
    (
        "a side nobody knows",
        "words.yml",
        change("\nsides:\n  left:", "\nsides:\n  lefd:"),
        "unknown key 'sides.lefd'; allowed: both, left, right",
    ),
    ("an aspect nobody knows", "words.yml", change("\n  massage:", "\n  masage:"), "aspects: unknown key 'masage'; allowed: care"),
    ("a unit that is no number", "words.yml", change("minute: 0.0007", "minute: soon"), "units.minute: must be a number, this is 'soon'"),
    ("a word that is a number", "words.yml", change("idk: do not know", "idk: 7"), "same.idk: must be a text, this is 7"),
    ("a group of life nobody knows", "words.yml", change("age_lt_5: [", "age_lt_four: ["), "unknown finding 'age_lt_four'"),
    ("a language nobody is answered in", "words.yml", change("\n  es: [", "\n  xx: ["), "says nothing in the language 'xx'"),
    ("a misspelt section of the grammar", "grammar.yml", change("\ntimes:", "\ntime:"), "unknown key 'time'; allowed: "),
    ("a sentence that is gone", "wording.yml", change("\ngoodbye:", "\n# goodbye:"), "'goodbye' is missing"),
    ("a misspelt sentence", "wording.yml", change("\ngoodbye:", "\ngoodby:"), "unknown key 'goodby'; allowed: "),
    ("a misspelt heading of the summary", "summary.yml", change("\ntitle:", "\ntitel:"), "unknown key 'titel'; allowed: "),
    (
        "a word of a country nobody fills in",
        "locales.yml",
        change("emergency_line:", "emergency_lin:"),
        "unknown key 'emergency_lin'; allowed: ",
    ),
    (
        "a rule for words that reaches an unknown finding",
        "context.yml",
        change("only: [fever]", "only: [fevr]"),
        "fever_broke: unknown finding 'fevr'; near: fever",
    ),
    (
        "brackets inside brackets",
        "findings/pain.yml",
        phrase("sore (knee (of|in) mine|leg of mine)"),
        "has brackets inside brackets",
    ),
    ("a bracket that is not closed", "findings/pain.yml", phrase("sore (knee|leg of mine"), "has a bracket that is not closed"),
    ("alternatives without a bracket", "findings/pain.yml", phrase("sore knee|leg of mine"), "has a '|' outside brackets"),
    (
        "a phrase that may be empty",
        "findings/pain.yml",
        phrase("(sore|) (knee|)"),
        "has a reading, or a part beside '...', without any word",
    ),
    ("a phrase of small words", "findings/pain.yml", phrase("(knee|it) ... clicked"), "has a reading of small words only ('it')"),
    ("a cue that may be empty", "context.yml", change("cues: [non]", "cues: ['(|non)']"), "non: the phrase '(|non)' has a reading"),
    ("a file that is gone", "context.yml", None, "no such file in kb/"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake[0] for mistake in MISTAKES])
def test_each_mistake_is_one_plain_line_and_status_2(copy, capsys, mistake):
    _, file, seed, says, *new = mistake
    target = copy / (new[0] if new else file)
    before = (copy / file).read_text(encoding="utf-8")
    try:
        target.unlink() if seed is None else target.write_text(seed(before), encoding="utf-8")
        status = main(["check", str(copy)])
    finally:
        (copy / file).write_text(before, encoding="utf-8")
        if new:
            target.unlink()
    lines = capsys.readouterr().err.splitlines()
    assert status == 2
    assert len(lines) == 1, lines
    assert re.match(r"[\w/*.]+\.yml:\d+: ", lines[0]), lines[0]
    assert says in lines[0]


def test_the_copy_itself_has_no_mistakes(copy, capsys):
    assert main(["check", str(copy)]) == 0
    assert capsys.readouterr().err == ""


def test_a_folder_that_is_not_there_is_one_plain_sentence(capsys):
    assert main(["check", "nowhere"]) == 2
    assert capsys.readouterr().err == "poplit: there is no folder 'nowhere'\n"
