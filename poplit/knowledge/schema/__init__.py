"""What one item of each kind in kb/ may hold: the shapes that the YAML files are read into.

Every model refuses keys it does not know, so that a typing mistake in kb/ is an error and never a silent loss.
"""

from poplit.knowledge.schema.base import LEVELS, Figure, Item, Reviewed, Sourced
from poplit.knowledge.schema.causes import Alarm, Cause, Code, GoesWith, NotRanked, Prior, TellApart
from poplit.knowledge.schema.findings import ContextRule, Finding, FromDetail, Parts, WordClass
from poplit.knowledge.schema.grammar import Grammar
from poplit.knowledge.schema.places import Locale, Source, Word
from poplit.knowledge.schema.recheck import Recheck
from poplit.knowledge.schema.safety import RedFlag, Rule, RuleBand, RuleItem
from poplit.knowledge.schema.self_checks import SelfCheck
from poplit.knowledge.schema.settings import Reading, Settings
from poplit.knowledge.schema.summary import Summary
from poplit.knowledge.schema.talk import Care, Faq, Option, Question, Spot
from poplit.knowledge.schema.wording import Wording
from poplit.knowledge.schema.words import Words

__all__ = [
    "LEVELS",
    "Alarm",
    "Care",
    "Cause",
    "Code",
    "ContextRule",
    "Faq",
    "Figure",
    "Finding",
    "FromDetail",
    "GoesWith",
    "Grammar",
    "Item",
    "Locale",
    "NotRanked",
    "Option",
    "Parts",
    "Prior",
    "Question",
    "Reading",
    "Recheck",
    "RedFlag",
    "Reviewed",
    "Rule",
    "RuleBand",
    "RuleItem",
    "SelfCheck",
    "Settings",
    "Source",
    "Sourced",
    "Spot",
    "Summary",
    "TellApart",
    "Word",
    "WordClass",
    "Wording",
    "Words",
]
