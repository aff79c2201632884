"""The plausibility rules as data: each with its text, its unit and the threshold it is delivered with."""

from collections.abc import Hashable, Mapping
from typing import Final

from services.contracts.reporting import CheckKey
from services.reporting.checking.rules import GroupRule, JumpRule, RecordRule, Rule, ShareRule
from services.reporting.checking.seen import Seen, answers_refused, days_open, days_since_exit, days_stayed
from services.reporting.domain.catalogues import fields as f

EXIT_WINDOW_DAYS: Final = 28
FOLLOWUP_WINDOW_DAYS: Final = 275  # nine calendar months have at most 275 days (July to April)
ALIKE_BY: Final = ("gender", "birth_date", "entry_date", "employment", "isced", "residence_ags")


def _alike(one: Seen) -> Hashable | None:
    """Everything that tells people apart, where a birth date does."""
    return tuple(one.row[name] for name in ALIKE_BY) if one.row["birth_date"] is not None else None


def _person(one: Seen) -> Hashable | None:
    return one.person if one.counted else None


def _entry_day(one: Seen) -> Hashable | None:
    return one.row["entry_date"]


def _exit_day(one: Seen) -> Hashable | None:
    return None if one.row[days_since_exit.name] is None else one.row["exit_date"]


def _anybody(_one: Seen) -> bool:
    return True


def _counted(one: Seen) -> bool:
    return one.counted


def _incomplete(one: Seen) -> bool:
    return not one.counted


def _woman(one: Seen) -> bool:
    return one.row["gender"] == "female"


def _refused_something(one: Seen) -> bool:
    return (answers_refused >= 1).holds(one.row)


def _left_long_ago(one: Seen) -> bool:
    return one.counted and (days_since_exit > EXIT_WINDOW_DAYS).holds(one.row)


def _no_word_at_exit(one: Seen) -> bool:
    return one.row["exit_status"] is None


def _followed_up(one: Seen) -> bool:
    return one.counted and (days_since_exit > FOLLOWUP_WINDOW_DAYS).holds(one.row)


def _no_word_later(one: Seen) -> bool:
    return one.row["followup_status"] is None


RULES: Final[tuple[Rule, ...]] = (
    RecordRule(
        key="doctorate_too_young", unit="years", threshold=24, lowest=0, highest=99,
        text="Promotion (ISCED 8) bei einer Person unter {} Jahren",
        when=lambda years: (f.age < years) & (f.isced == 8),
    ),
    RecordRule(
        key="degree_too_young", unit="years", threshold=18, lowest=0, highest=99,
        text="Hochschul- oder Meisterabschluss (ISCED 5 bis 7) bei einer Person unter {} Jahren",
        when=lambda years: (f.age < years) & f.isced.between(5, 7),
    ),
    RecordRule(
        key="school_leaving_too_young", unit="years", threshold=16, lowest=0, highest=99,
        text="Abitur oder Berufsabschluss (ISCED 3 oder 4) bei einer Person unter {} Jahren",
        when=lambda years: (f.age < years) & f.isced.between(3, 4),
    ),
    RecordRule(
        key="working_too_young", unit="years", threshold=15, lowest=0, highest=99,
        text="Erwerbstätig oder arbeitslos bei einer Person unter {} Jahren",
        when=lambda years: (f.age < years) & f.employment.is_in("employed", "unemployed"),
    ),
    RecordRule(
        key="very_old", unit="years", threshold=90, lowest=0, highest=120,
        text="Person ist bei Eintritt älter als {} Jahre",
        when=lambda years: f.age > years,
    ),
    RecordRule(
        key="short_stay", unit="days", threshold=1, lowest=0, highest=10_000,
        text="Von Eintritt bis Austritt vergingen weniger als {} Tage",
        when=lambda days: days_stayed < days,
    ),
    RecordRule(
        key="long_stay", unit="days", threshold=1095, lowest=1, highest=10_000,
        text="Eintritt vor mehr als {} Tagen und noch kein Austritt",
        when=lambda days: days_open > days,
    ),
    RecordRule(
        key="everything_refused", unit="answers", threshold=5, lowest=1, highest=5,
        text="Bei {} oder mehr der fünf freiwilligen Angaben steht „keine Angabe gewünscht“",
        when=lambda answers: answers_refused >= answers,
    ),
    GroupRule(
        key="person_twice", unit="records", threshold=1, lowest=1, highest=1000,
        text="Eine Person zählt im Vorhaben mehr als {} Mal",
        alike=_person,
    ),
    GroupRule(
        key="alike_records", unit="records", threshold=1, lowest=1, highest=1000,
        text="Mehr als {} Teilnahme hat dasselbe Geschlecht, Geburtsdatum, Eintritt, Erwerbsstatus, Abschluss und "
        "denselben Wohnort",
        alike=_alike,
    ),
    GroupRule(
        key="entries_on_one_day", unit="records", threshold=25, lowest=1, highest=100_000,
        text="Mehr als {} Eintritte an einem Tag",
        alike=_entry_day,
    ),
    GroupRule(
        key="exits_on_one_day", unit="records", threshold=25, lowest=1, highest=100_000,
        text="Mehr als {} Austritte an einem Tag",
        alike=_exit_day,
    ),
    JumpRule(
        key="jump", unit="percent", threshold=50, lowest=0, highest=10_000,
        text="Ein Wert ist seit dem vorigen Stichtag um mehr als {} Prozent gewachsen",
    ),
    ShareRule(
        key="incomplete_share", unit="percent", threshold=10, lowest=0, highest=100,
        text="Mehr als {} Prozent der Teilnahmen sind unvollständig",
        base=_anybody, part=_incomplete,
    ),
    ShareRule(
        key="women_share", unit="percent", threshold=40, lowest=0, highest=100,
        text="Der Anteil der Frauen liegt unter {} Prozent",
        base=_counted, part=_woman, below=True,
    ),
    ShareRule(
        key="refused_share", unit="percent", threshold=50, lowest=0, highest=100,
        text="Mehr als {} Prozent verweigern mindestens eine der freiwilligen Angaben",
        base=_counted, part=_refused_something,
    ),
    ShareRule(
        key="exit_unanswered_share", unit="percent", threshold=20, lowest=0, highest=100,
        text="Bei mehr als {} Prozent der Austritte, die vier Wochen zurückliegen, fehlt der Erwerbsstatus",
        base=_left_long_ago, part=_no_word_at_exit,
    ),
    ShareRule(
        key="followup_unanswered_share", unit="percent", threshold=50, lowest=0, highest=100,
        text="Bei mehr als {} Prozent der Austritte, die neun Monate zurückliegen, fehlt die Nachbefragung",
        base=_followed_up, part=_no_word_later,
    ),
)  # fmt: skip

RULE_OF: Final[Mapping[CheckKey, Rule]] = {rule.key: rule for rule in RULES}
