"""The year in the rows of the import files, so that the oracle can count it; nothing here knows the platform."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.rows import Operation, Recorded, Row, moment
from tests.stack.year.story import Participant, Talk, Year

OPERATION = Operation("ilm-kreis", "thinka-ilm-kreis", date(2022, 7, 1), date(2027, 12, 31))


def history(year: Year) -> list[Recorded]:
    """What took place, each talk once, in the order of days."""
    code_words = {one.number: one.code_word for one in year.people}
    rows = [("contacts", contact_row(talk, code_words)) for talk in year.talks]
    for one in year.people:
        if one.participant is not None:
            rows += [("participants", entry_row(one.participant, one.office)), *_statuses(one.participant)]
    return [
        Recorded(moment(order), OPERATION.key, kind, tuple(row), row)  # type: ignore[arg-type]  # three literals
        for order, (kind, row) in enumerate(rows)
    ]


def contact_row(talk: Talk, code_words: dict[int, str]) -> Row:
    """A talk as a line of a list; a tally that was never joined has no case."""
    case = "" if talk.person is None or (talk.tally and not talk.joined) else code_words[talk.person]
    return {
        "contact_no": f"K-{talk.number}",
        "date": talk.day.isoformat(),
        "sozialraum": talk.office,
        "case_no": case,
        "kind": talk.kind,
        "site": "",
        "minutes": str(talk.minutes),
        "topics": "|".join(talk.topics),
        "migration_background": "yes" if talk.migration else "no",
        "track": "",
    }


def entry_row(participant: Participant, sozialraum: str) -> Row:
    """The questionnaire as a line of a file."""
    return {
        "participant_no": participant.number,
        "sozialraum": sozialraum,
        "entry_date": participant.entry.isoformat(),
        **participant.cells,
        "exit_date": participant.exit.isoformat() if participant.exit else "",
    }


def status_row(participant: Participant) -> Row:
    """What had become of somebody after leaving."""
    assert participant.status is not None
    assert participant.status_on is not None
    return {
        "participant_no": participant.number,
        "kind": "exit",
        "date": participant.status_on.isoformat(),
        "status": participant.status,
        "in_education": "no",
        "qualification": "yes" if participant.status == "employed" else "no",
        "improved": "",
        "reason": "",
    }


def _statuses(participant: Participant) -> Iterator[tuple[str, Row]]:
    if participant.status is not None:
        yield "statuses", status_row(participant)
