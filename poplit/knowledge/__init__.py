"""The knowledge base: kb/ read, checked in shape, and handed out as unchangeable objects."""

from poplit.knowledge.base import KnowledgeBase, load, load_afresh
from poplit.knowledge.files import FOLDER, KnowledgeError, Problem

__all__ = ["FOLDER", "KnowledgeBase", "KnowledgeError", "Problem", "load", "load_afresh"]
