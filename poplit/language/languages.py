"""Which language a message is in, when it is not English: by its script, or by its small words."""

from __future__ import annotations

import re
import runpy
import unicodedata
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

from poplit.language.tokens import normalise

# names of scripts in Unicode, and the language that is told by each
_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
}
_OWN_LETTERS = {"ru": (("uk", "іїєґ"),), "ar": (("ur", "ٹڈڑےںھہ"), ("fa", "پچژگکی")), "zh": (("ja", "ぁ-ヿ"),)}  # within one script
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_KIN = {"ru": ("uk",)}  # told apart by words where no letter does it
_SHARED = 2  # so many words of a language, and at least twice as many as English ones, make a message foreign


class LanguageReader:
    """The small words of languages in Latin letters: spaCy's stop words, and what kb/words.yml adds about bodies and help."""

    def __init__(self, added: Mapping[str, tuple[str, ...]], is_english: Callable[[str], bool]):
        self._is_english = is_english
        self._words = {code: _stop_words(code) | frozenset(words) for code, words in added.items()}
        self._telling = {code: frozenset(words) for code, words in added.items()}

    def foreign(self, text: str) -> str | None:
        """The code of the message's language ("es"), "other" when it is foreign and not known which, None for English.

        A foreign word or name in an English message does not make it foreign."""
        plain = normalise(text)[0].lower().replace("\u0307", "")  # a Turkish capital I in small letters
        words = [word for word in _WORD.findall(plain) if len(word) > 1 or not word.isascii()]  # "r u" is English, and typed in haste
        code = _by_script(plain)
        return next((kin for kin in _KIN.get(code or "", ()) if self._telling[kin] & set(words)), code) or self._by_words(words)

    def _by_words(self, words: list[str]) -> str | None:
        english = set(filter(self._is_english, words))
        counted = [(self._evidence(code, words, english), code) for code in self._words]
        (known, other), code = max(counted, key=lambda pair: (pair[0][0] - pair[0][1], pair[0][0]), default=((0, 0), ""))
        certain = known and not other and any(word in self._telling[code] for word in words)
        if certain or (known >= _SHARED and known >= 2 * other):
            return code
        odd = sum(not word.isascii() for word in words)
        return "other" if odd >= _SHARED and 2 * odd >= len(words) and not english else None

    def _evidence(self, code: str, words: list[str], english: set[str]) -> tuple[int, int]:
        """How many words are this language's, and how many can only be English."""
        own = self._words[code]
        mine = [word in own and (word in self._telling[code] or word not in english) for word in words]
        return sum(mine), sum(word not in own and word in english for word in words)


def _by_script(text: str) -> str | None:
    letters = [character for character in text if character.isalpha()]
    found = [_SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0]) for letter in letters if not letter.isascii()]
    named = [code for code in found if code]
    if not letters or 2 * len(named) <= len(letters):
        return None
    code = "ja" if "ja" in named else max(sorted(set(named)), key=named.count)
    return next((other for other, own in _OWN_LETTERS.get(code, ()) if set(own) & set(text)), code)


def _stop_words(code: str) -> frozenset[str]:
    """spaCy's stop words of a language; none where spaCy does not know it. Only that file is run: the whole language takes long to load."""
    file = Path(str(files("spacy.lang"))) / code / "stop_words.py"
    return frozenset(runpy.run_path(str(file))["STOP_WORDS"]) if file.exists() else frozenset()
