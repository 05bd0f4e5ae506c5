"""The words of a country: whom to call. Without a country they are neutral; an unknown one is named."""

import pytest

from poplit.knowledge import KnowledgeError, load
from poplit.knowledge.base import NEUTRAL
from poplit.knowledge.schema import LEVELS

COUNTRIES = sorted(load().locales)


def test_without_a_country_the_numbers_of_several_are_named(kb):
    assert all(number in kb.wording["warning"]["call"] for number in ("112", "911", "999", "000"))


@pytest.mark.parametrize("country, number", [("gb", "999"), ("us", "911"), ("au", "000"), ("de", "112")])
def test_a_country_has_its_own_number_in_every_banner(country, number):
    kb = load(country=country)
    assert number in kb.wording["banner"]["emergency_ambulance"]
    assert number in kb.wording["warning"]["call"]
    assert number in kb.wording["safety_net"][0]


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_place_holder_is_left_and_every_level_has_its_banner(country):
    kb = load(country=country)
    assert set(kb.wording["banner"]) == set(LEVELS)
    for flag in kb.red_flags.values():
        assert "$" not in " ".join((flag.say, *flag.do)), flag.id


@pytest.mark.parametrize("country", [name for name in COUNTRIES if name != NEUTRAL])
def test_a_country_names_the_source_of_its_numbers(kb, country):
    locale = kb.locales[country]
    for key, word in locale.words.items():
        if any(letter.isdigit() for letter in word.text):
            assert word.source in kb.sources, f"{country}: {key}"


def test_an_unknown_country_is_one_plain_line():
    with pytest.raises(KnowledgeError, match=r"no words for the country 'xx'.*available: .*gb"):
        load(country="xx")
