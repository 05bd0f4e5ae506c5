"""Sphinx settings of the reviewers' site. The pages themselves are written by poplit.review; see the Makefile's `docs`."""

import gc
from functools import cache

from sphinx.search.en import SearchEnglish

gc.set_threshold(200_000, 20, 20)  # a build makes millions of small objects: looking for garbage less often saves a fifth of its time

project = "Poplit for reviewers"
language = "en"
extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_inline", "colon_fence"]
smartquotes = False  # the words shown are the words said
suppress_warnings = ["toc.not_included"]  # findings, red flags and sources are reached from lists and links: the side bar stays short

html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["poplit.css"]
templates_path = ["templates"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # the summaries would be fetched, which a page opened from a file may not do
html_last_updated_fmt = None
html_domain_indices = False
html_use_index = False


def _add_causes(app, pagename, templatename, context, doctree):
    """Tell the side bar on the pages of causes which other causes there are, by name."""
    if pagename.startswith("causes/"):
        titles = {page: title.astext() for page, title in app.env.titles.items() if page.startswith("causes/") and page != "causes/index"}
        context["causes"] = sorted(titles.items(), key=lambda pair: pair[1].lower())


class Search(SearchEnglish):
    """Sphinx's English search, with each word's stem found once and not on every page anew."""

    def __init__(self, options):
        super().__init__(options)
        self.stem = cache(super().stem)


def setup(app):
    app.add_search_language(Search)
    app.connect("html-page-context", _add_causes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
