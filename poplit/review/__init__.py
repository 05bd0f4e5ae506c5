"""Writes the knowledge base as pages for reviewers: everything Poplit knows, who says so, and what nobody has signed yet.

The templates are in docs/site/pages/; `make docs` turns the pages into a site. Nothing here imports Rasa.
"""

from poplit.review.site import TEMPLATES, write

__all__ = ["TEMPLATES", "write"]
