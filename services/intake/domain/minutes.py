"""Minutes of counselling add up, pseudonymous or named, until they pass the bagatelle limit of the operation.

From then on the person is a participant if she agrees, and a questionnaire is due (seed 000; no source fixes the limit
for Thuringia, so it is a setting of the operation).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MinutesDone:
    """Minutes of a case in one operation, its bagatelle limit, and whether a participation is linked there."""

    operation: str
    minutes: int
    limit: int
    linked: bool

    @property
    def questionnaire_due(self) -> bool:
        return self.minutes >= self.limit and not self.linked
