"""What is stored of a participation and yet worth a second look: implausible values, and values without a place."""

from collections.abc import Callable
from typing import Final

from services.intake.domain.rules.records import EntryRecord
from services.intake.domain.rules.rule import INTERFACE, Rule
from services.intake.domain.rules.sources import ANNEX_I, OFFICIAL_KEYS, ONCE_A_PERSON, OWN, SUBMITTED_ONLY
from services.intake.domain.rules.sources import TARGET_GROUP as BY_TARGET_GROUP

# The age below which nobody is likely to have completed that ISCED level.
YOUNGEST: Final = {1: 8, 2: 13, 3: 15, 4: 16, 5: 17, 6: 18, 7: 20, 8: 23}
YOUNGEST_AT_WORK: Final = 13
OLDEST: Final = 105
LAENDER: Final = frozenset(f"{number:02}" for number in range(1, 17))
NO_PLACE: Final = "Die Angabe hat hier keinen Platz ({}); Berichte lesen sie nicht."
FIXABLE: Final = ("employment", "disability", "foreign_background", "minority", "citizenship", "housing")


def _unemployed_since_without_place(record: EntryRecord) -> bool:
    return record.after.unemployed_since is not None and record.employment in {"employed", "inactive"}


def _reason_without_cancellation(record: EntryRecord) -> bool:
    return record.after.cancel_reason_id is not None and record.after.state != "cancelled"


def _too_young_for_isced(record: EntryRecord) -> bool:
    age, isced = record.age_on(record.after.entry_date), record.after.isced
    return age is not None and isced is not None and age < YOUNGEST.get(isced, 0)


def _too_young_to_work(record: EntryRecord) -> bool:
    age = record.age_on(record.after.entry_date)
    return age is not None and age < YOUNGEST_AT_WORK and record.after.employment in {"employed", "unemployed"}


def _too_old(record: EntryRecord) -> bool:
    age = record.age_on(record.after.entry_date)
    return age is not None and age > OLDEST


def _unemployed_before_birth(record: EntryRecord) -> bool:
    """Of an unemployed person; elsewhere the date has no place at all."""
    since, birth = record.after.unemployed_since, record.traits.birth_date
    return record.employment == "unemployed" and since is not None and birth is not None and since < birth


def _no_such_land(record: EntryRecord) -> bool:
    ags = record.traits.residence_ags
    return ags is not None and ags[:2] not in LAENDER


def _draft_that_left(record: EntryRecord) -> bool:
    return record.after.state == "draft" and record.after.exit_date is not None


def _overlaps_with_a_neighbour(record: EntryRecord) -> bool:
    """Two participations of one person in one operation are one participation with a later exit."""
    return any(
        one.operation == record.after.operation
        and one.participation_id != record.after.participation_id
        and (record.after.exit_date is None or one.entry_date <= record.after.exit_date)
        and (one.exit_date is None or record.after.entry_date <= one.exit_date)
        for one in record.neighbours
    )


def contradicts_target_group(column: str) -> Callable[[EntryRecord], bool]:
    """A known answer that is not what the target group settles; refused is no answer."""

    def broken(record: EntryRecord) -> bool:
        settled = record.rules.settled.get(column)
        value = getattr(record.after if column == "employment" else record.traits, column)
        return settled is not None and value not in {None, "refused", settled}

    return broken


WARNINGS: Final[tuple[Rule[EntryRecord], ...]] = (
    Rule(
        id="P-WORK-02",
        level="record",
        severity="warning",
        columns=("unemployed_since",),
        text=NO_PLACE.format("nur bei Arbeitslosen"),
        source=INTERFACE,
        broken=_unemployed_since_without_place,
    ),
    Rule(
        id="P-STATE-04",
        level="record",
        severity="warning",
        columns=("cancel_reason",),
        text=NO_PLACE.format("nur bei stornierten Teilnahmen"),
        source=INTERFACE,
        broken=_reason_without_cancellation,
    ),
    Rule(
        id="P-ISCED-01",
        level="record",
        severity="warning",
        columns=("isced", "birth_date"),
        text="Dieser Bildungsabschluss ist in diesem Alter unwahrscheinlich.",
        source=INTERFACE,
        broken=_too_young_for_isced,
    ),
    Rule(
        id="P-WORK-03",
        level="record",
        severity="warning",
        columns=("employment", "birth_date"),
        text="Dieser Erwerbsstatus ist in diesem Alter unwahrscheinlich.",
        source=OWN,
        broken=_too_young_to_work,
    ),
    Rule(
        id="P-BIRTH-02",
        level="record",
        severity="warning",
        columns=("birth_date",),
        text="Dieses Alter ist unwahrscheinlich.",
        source=OWN,
        broken=_too_old,
    ),
    Rule(
        id="P-WORK-04",
        level="record",
        severity="warning",
        columns=("unemployed_since", "birth_date"),
        text="Die Arbeitslosigkeit beginnt vor der Geburt: Bitte beide Daten prüfen.",
        source=OWN,
        broken=_unemployed_before_birth,
    ),
    Rule(
        id="P-AGS-01",
        level="field",
        severity="warning",
        columns=("residence_ags",),
        text="Diesen Gemeindeschlüssel gibt es nicht: Die ersten beiden Ziffern nennen das Land, 01 bis 16.",
        source=OFFICIAL_KEYS,
        broken=_no_such_land,
    ),
    Rule(
        id="P-STATE-05",
        level="record",
        severity="warning",
        columns=("state", "exit_date"),
        text="Die Teilnahme ist beendet und noch ein Entwurf: Sie wird nicht gezählt, bis sie eingereicht ist.",
        source=SUBMITTED_ONLY,
        broken=_draft_that_left,
    ),
    Rule(
        id="P-LINK-01",
        level="cross_record",
        severity="warning",
        columns=("entry_date", "exit_date"),
        text="Dieselbe Person hat in diesem Vorhaben in dieser Zeit eine weitere Teilnahme; sie zählt nur einmal.",
        source=ONCE_A_PERSON,
        broken=_overlaps_with_a_neighbour,
    ),
    *(
        Rule(
            id=f"P-GROUP-{number:02}",
            level="record",
            severity="warning",
            columns=(column,),
            text="Die Zielgruppe des Vorhabens legt dieses Merkmal fest, die Angabe weicht davon ab. Bitte prüfen.",
            source=BY_TARGET_GROUP if column != "employment" else ANNEX_I,
            broken=contradicts_target_group(column),
        )
        for number, column in enumerate(FIXABLE, start=1)
    ),
)
