"""The reviewers' pages: everything is there, every link leads somewhere, and nothing unsigned looks signed."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape
from math import exp, isclose

import pytest

from poplit.knowledge import load
from poplit.knowledge.schema import Reviewed
from poplit.reasoning.ranking import log_ratio
from poplit.review import figures, write
from poplit.review.cases import Cases
from poplit.review.markdown import plain
from poplit.review.names import LISTED, PAGED
from poplit.review.state import SIGNABLE
from tests.conftest import cases

UNSIGNED = "Not signed by any clinician yet"
LINK = re.compile(r"\]\(/([^)\s#]+)\.md")
TARGET = re.compile(r"\]\(#([^)\s]+)\)")
HREF = re.compile(r'href="(?:\.\./)?([^"#]+)\.html')


@pytest.fixture(scope="module")
def known():
    return load(with_lines=True)


@pytest.fixture(scope="module")
def pages(known, tmp_path_factory):
    """Path without suffix → text, of every page written for the real knowledge base."""
    return _written(known, tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def places(pages):
    """Every place that can be linked within a page → that page."""
    return {target: path for path, text in pages.items() for target in re.findall(r"^\((\S+)\)=$", text, re.M)}


def _written(kb, folder, described=None):
    files = write(kb, folder, described)
    return {str(file.relative_to(folder).with_suffix("")): file.read_text(encoding="utf-8") for file in files}


def _text(page):
    return unescape(page)


@cache
def _linked(text):
    return set(LINK.findall(text)) | set(HREF.findall(text))


@pytest.mark.parametrize("kind", PAGED)
def test_every_item_has_a_page_that_names_it_and_a_list_that_links_it(known, pages, kind):
    for item in getattr(known, kind).values():
        words = item.title if kind == "sources" else getattr(item, "label", None) or item.name
        heading = next(line for line in _text(pages[f"{kind}/{item.id}"]).splitlines() if line.startswith("# "))
        assert " ".join(words.split()).lower() in heading.lower()
        assert f"{kind}/{item.id}" in _linked(pages[f"{kind}/index"])


@pytest.mark.parametrize("kind", LISTED)
def test_every_other_item_has_its_place_on_a_page(known, places, kind):
    assert {f"{kind}-{item}" for item in getattr(known, kind)} <= set(places)


def test_every_link_leads_to_a_page_or_place_that_exists(pages, places):
    for path, text in pages.items():
        assert _linked(text) - set(pages) == set(), path
        assert set(TARGET.findall(text)) - set(places) == set(), path


def test_every_page_is_within_three_clicks_of_the_start(pages, places):
    reached = {"index"}
    for _ in range(3):
        texts = [pages[path] for path in reached]
        reached |= {page for text in texts for page in _linked(text)} | {places[name] for text in texts for name in TARGET.findall(text)}
    assert set(pages) - reached == set()


def test_who_says_what_about_a_burst_cyst_is_two_clicks_away(known, pages):
    cause = known.causes["bakers_cyst_ruptured"]
    assert f"causes/{cause.id}" in _linked(pages["index"])
    said_by = {cause.prior.source, *cause.sources, *(figure.source for figure in cause.likelihoods.values())}
    assert {f"sources/{source}" for source in said_by} <= _linked(pages[f"causes/{cause.id}"])


def test_a_figure_stands_with_its_quality_and_a_link_to_its_source(known, pages):
    for cause in known.causes.values():
        rows = [line for line in pages[f"causes/{cause.id}"].splitlines() if line.startswith("| [") and ".quality" in line]
        assert len(rows) == len(cause.likelihoods), cause.id
        for finding, figure in cause.likelihoods.items():
            line = next(row for row in rows if f"/findings/{finding}.md" in row)
            assert f"](/sources/{figure.source}.md" in line and f".quality .{figure.quality}" in line, (cause.id, finding)


def test_a_source_lists_the_figures_that_lean_on_it(known, pages):
    for cause in known.causes.values():
        for finding, figure in cause.likelihoods.items():
            assert {f"causes/{cause.id}", f"findings/{finding}"} <= _linked(pages[f"sources/{figure.source}"])


def test_the_figures_shown_are_those_the_ranking_uses(known):
    for cause in known.causes.values():
        for row in figures.of_cause(known, cause):
            for ratio, present in ((row.present, True), (row.absent, False)):
                assert ratio is None or isclose(ratio.used, exp(log_ratio(known, cause, row.finding, present)))


@pytest.mark.parametrize("kind", sorted(set(SIGNABLE) & set(PAGED)))
def test_a_page_says_whether_it_is_signed(known, pages, kind):
    for item in getattr(known, kind).values():
        page = pages[f"{kind}/{item.id}"]
        assert (UNSIGNED in page) == (item.reviewed is None)
        assert f"`kb/{known.place(kind, item.id)[0]}`, line {known.place(kind, item.id)[1]}" in page


@pytest.mark.parametrize("kind", sorted(set(SIGNABLE) - set(PAGED)))
def test_items_that_share_a_page_say_one_by_one_whether_they_are_signed(known, pages, kind):
    unsigned = sum(text.count("[not signed]") for path, text in pages.items() if path.split("/")[0] == kind)
    assert unsigned == sum(item.reviewed is None for item in getattr(known, kind).values())


def test_a_signature_is_shown_and_what_is_missing_is_named(known, tmp_path):
    signed = known.causes["dvt"].copy(update={"reviewed": Reviewed(by="Dr A. Example, haematologist", on=date(2027, 1, 31))})
    (tmp_path / "cases").mkdir()
    small = replace(known, causes={"dvt": signed}, red_flags={}, care={})
    page = _written(small, tmp_path / "pages", Cases(tmp_path / "cases"))["causes/dvt"]
    assert "Dr A. Example, haematologist on 2027-01-31" in _text(page)
    assert UNSIGNED not in page
    assert "causes/calf_strain" not in _linked(page)
    assert 'class="missing"' in page
    assert "There are none yet." in page


def test_every_test_case_of_a_cause_is_on_its_page(known, pages):
    for case in cases("kb"):
        cause = case.id.split(":")[0]
        if cause in known.causes:
            assert " ".join(case.values[0]["name"].split()) in _text(pages[f"causes/{cause}"])


TEXTS = ("*bold* [link](x) `code`", "<b>|</b>", "- no list", "1. no list either", "# no heading", "a_b_c $x {y} ~~z~~ 'q' \"r\"")


@pytest.mark.parametrize("text", TEXTS)
def test_inserted_text_stays_text(text):
    made = str(plain(text))
    assert unescape(made) == text
    assert not re.search(r"[*_`<>|\[\]{}~$]|^[-#]|^\d+\.", made)


def test_it_imports_no_rasa():
    code = "import sys, poplit.review; sys.exit('rasa' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
