"""Submissions: a report with the knowledge it rests on, so that anybody can make it once more and compare."""

from services.reporting.submissions.queries import State, Step, Submission, submission, submissions
from services.reporting.submissions.recomputed import question_of, recomputed

__all__ = ["State", "Step", "Submission", "question_of", "recomputed", "submission", "submissions"]
