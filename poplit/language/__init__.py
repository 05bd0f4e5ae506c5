"""Language: what a person typed, read into findings with a status, details, and the kind of answer it is."""

from poplit.language.reader import Reader
from poplit.language.reading import Mention, Reading

__all__ = ["Mention", "Reader", "Reading"]
