"""Language: what a person typed, read into findings with a status, details, and the kind of answer it is."""

import importlib
import sys

if sys.version_info >= (3, 12):
    # spaCy imports packaging, which Rasa holds at a version that needs distutils; setuptools lends it, but only when it comes first
    importlib.import_module("distutils.util")

from poplit.language.reader import Reader
from poplit.language.reading import Mention, Reading

__all__ = ["Mention", "Reader", "Reading"]
