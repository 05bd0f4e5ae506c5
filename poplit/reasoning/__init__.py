"""Reasoning: causes ranked with what speaks for and against each, the next question, and the assessment of a case."""

from poplit.reasoning.asking import next_question
from poplit.reasoning.assessment import assess
from poplit.reasoning.ranking import rank_causes

__all__ = ["assess", "next_question", "rank_causes"]
