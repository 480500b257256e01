"""Who a child is, decided at the centre: questions that the intake raised, and two rows of one child."""

from onward.operations.identity.merging import Merged, merge_pupils
from onward.operations.identity.questions import How, QuestionNotFound, Settled, settle_question

__all__ = ["How", "Merged", "QuestionNotFound", "Settled", "merge_pupils", "settle_question"]
