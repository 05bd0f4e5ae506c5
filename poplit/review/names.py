"""What an item is called on the pages, and where its page is."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from poplit.knowledge import KnowledgeBase
from poplit.review.markdown import plain

PAGED = ("causes", "findings", "red_flags", "rules", "sources")  # one page each
LISTED = ("not_ranked", "care", "faq", "questions", "groups", "locales")  # a place on a page with others


class Names:
    """Looks up names and addresses. What does not exist (yet) is named by its id, without a link."""

    def __init__(self, kb: KnowledgeBase):
        self.kb = kb

    def label(self, kind: str, item: str) -> str:
        """The words for an item."""
        found = getattr(self.kb, kind).get(item)
        if kind == "faq" and found is not None:
            return found.asks[0] if found.asks else item
        if found is None or kind in ("sources", "care", "questions", "groups"):
            return item.replace("_", " ")
        return found.label if kind == "findings" else found.name

    def link(self, kind: str, item: str, text: str | None = None) -> Markup:
        """A Markdown link to an item; hovering over a source says what it is."""
        words = plain(text or self.label(kind, item))
        if item not in getattr(self.kb, kind):
            return Markup('<span class="missing">{}</span>').format(words)
        if kind in LISTED:
            return Markup("[{}](#{}-{})").format(words, kind, Markup(item))
        title = Markup(' "{}"').format(plain(self.kb.sources[item].title)) if kind == "sources" else ""
        return Markup("[{}](/{}/{}.md{})").format(words, kind, Markup(item), title)

    def href(self, kind: str, item: str) -> str:
        """The address of an item's own page, from a page one folder deep: for HTML, where Markdown does not reach."""
        return f"../{kind}/{item}.html"

    def place(self, kind: str, item: str) -> Markup:
        """The file and line where an item stands."""
        file, line = self.kb.place(kind, item)
        return Markup("`kb/{}`, line {}").format(Markup(file), line) if line else Markup("`kb/red_flags.yml`")

    def found(self, kind: str, item: str) -> Any:
        """The item itself, or None."""
        return getattr(self.kb, kind).get(item)
