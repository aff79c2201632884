"""Columns and values of the three import files."""

from tests.oracle.rows import Kind

YES_NO = frozenset({"yes", "no"})
YES_NO_REFUSED = frozenset({"yes", "no", "refused"})
GENDERS = ("female", "male", "non_binary")

COLUMNS: dict[Kind, tuple[str, ...]] = {
    "participants": (
        "participant_no",
        "sozialraum",
        "state",
        "gender",
        "birth_date",
        "entry_date",
        "employment",
        "unemployed_since",
        "in_education",
        "isced",
        "disability",
        "foreign_background",
        "minority",
        "citizenship",
        "housing",
        "residence_ags",
        "exit_date",
        "cancel_reason",
    ),
    "statuses": (
        "participant_no",
        "kind",
        "date",
        "status",
        "in_education",
        "qualification",
        "improved",
        "reason",
        "state",
    ),
    "contacts": (
        "contact_no",
        "date",
        "sozialraum",
        "case_no",
        "kind",
        "site",
        "minutes",
        "topics",
        "migration_background",
        "track",
    ),
}

REQUIRED: dict[Kind, tuple[str, ...]] = {
    "participants": ("participant_no", "sozialraum", "entry_date"),
    "statuses": ("participant_no", "kind", "date", "status"),
    "contacts": ("contact_no", "date", "sozialraum"),
}

# Statuses have no key: that is why they are compared cell by cell.
KEYS: dict[Kind, str | None] = {
    "participants": "participant_no",
    "statuses": None,
    "contacts": "contact_no",
}

DATES: dict[Kind, frozenset[str]] = {
    "participants": frozenset({"birth_date", "entry_date", "unemployed_since", "exit_date"}),
    "statuses": frozenset({"date"}),
    "contacts": frozenset({"date"}),
}

CONTACT_KINDS = (
    "sprechstunde",
    "aussensprechstunde",
    "aufsuchend",
    "begleitung",
    "telefon",
    "email",
    "brief",
    "video",
    "gruppe",
    "anonym_kurz",
)

TOPICS = (
    "schulden",
    "wohnen_suche",
    "mietschulden",
    "energieschulden",
    "wohnungslos",
    "behoerden",
    "existenzsicherung",
    "arbeit",
    "bewerbung",
    "qualifikation",
    "familie",
    "erziehung",
    "trennung",
    "alleinerziehend",
    "gesundheit",
    "psyche",
    "kognitiv",
    "sucht",
    "isolation",
    "motivation",
    "migration",
    "alter",
    "digital",
    "nachbarschaft",
    "gewalt",
    "sonstiges",
)

VALUES: dict[Kind, dict[str, frozenset[str]]] = {
    "participants": {
        "state": frozenset({"draft", "submitted", "cancelled"}),
        "gender": frozenset(GENDERS),
        "employment": frozenset({"employed", "unemployed", "inactive"}),
        "in_education": YES_NO,
        "isced": frozenset("012345678"),
        "disability": YES_NO_REFUSED,
        "foreign_background": YES_NO_REFUSED,
        "minority": YES_NO_REFUSED,
        "citizenship": frozenset({"german", "eu", "third_country", "stateless", "undetermined", "refused"}),
        "housing": frozenset({"housed", "roofless", "houseless", "insecure", "inadequate", "refused"}),
    },
    "statuses": {
        "kind": frozenset({"exit", "followup"}),
        "status": frozenset({"employed", "job_seeking", "unemployed", "inactive", "no_answer"}),
        "in_education": YES_NO,
        "qualification": YES_NO,
        "improved": YES_NO,
        "state": frozenset({"cancelled"}),
    },
    "contacts": {
        "kind": frozenset(CONTACT_KINDS),
        "migration_background": YES_NO,
        "track": frozenset({"social", "social_and_vocational"}),
    },
}
