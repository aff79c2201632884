"""Of which cases can somebody be referred, whose are they, and do they still run? Asked by every look at a referral.

These are intake's facts and come by broker. A case that only a file names is not opened by a fact and not known here.
"""

from collections.abc import Iterable

from services.contracts.folds.cases import CASES, COURSE, HANDS, STATES, OfCourse, course
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put
from services.kernel.projection import Projection


def keep(recorded: Recorded[OfCourse]) -> Iterable[Put]:
    return course(recorded.fact)


known_cases = Projection("cases", version=1, tables=(CASES, HANDS, STATES), reads=COURSE, fold=keep)
