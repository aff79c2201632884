"""Why a row of intake is refused: each rule of the import files in German, without the value at fault."""

from collections.abc import Iterable

from services.kernel.deciders import RuleViolation


class Refusal(RuleViolation):
    """A refused command; ``further`` holds the other rules that the same command broke.

    ``rule``: the id in the table of rules (``domain.rules``), where it stands there.
    """

    further: tuple["Refusal", ...] = ()
    rule: str | None = None

    def __str__(self) -> str:
        return self.title if self.detail is None else f"{self.title} ({self.detail})"


def refuse(refusals: Iterable[Refusal]) -> None:
    """Raise the first refusal and let it carry the others; nothing happens without any."""
    broken = list(refusals)
    if broken:
        broken[0].further = tuple(broken[1:])
        raise broken[0]


class InTheFuture(Refusal):
    title = "Das Datum liegt nach dem heutigen Tag."


class OutsideOperation(Refusal):
    title = "Der Eintritt liegt außerhalb der Laufzeit des Vorhabens."
    field = "entry_date"


class ExitBeforeEntry(Refusal):
    title = "Der Austritt liegt vor dem Eintritt."
    field = "exit_date"


class BornAfterEntry(Refusal):
    title = "Das Geburtsdatum liegt nach dem Eintritt."
    field = "birth_date"


class UnemployedAfterEntry(Refusal):
    title = "Der Beginn der Arbeitslosigkeit liegt nach dem Eintritt."
    field = "unemployed_since"


class CancelReasonMissing(Refusal):
    title = "Eine stornierte Teilnahme braucht einen Grund."
    field = "cancel_reason"


class MoveForbidden(Refusal):
    title = "Dieser Wechsel des Standes ist nicht vorgesehen."
    field = "state"


class AlreadyCancelled(Refusal):
    title = "Eine stornierte Teilnahme wird nicht mehr geändert."
    field = "state"


class PersonErased(Refusal):
    title = "Die Angaben zu dieser Person wurden gelöscht."
    field = "participant_no"


class UnknownParticipation(Refusal):
    title = "Diese Teilnahme gibt es in diesem Vorhaben nicht."
    field = "participant_no"


class ExitDateMissing(Refusal):
    title = "Die Teilnahme hat kein Austrittsdatum."
    field = "date"


class OutsideWindow(Refusal):
    title = "Das Datum liegt außerhalb des Zeitraums für diese Angabe."
    field = "date"


class AnswerReasonMissing(Refusal):
    title = "Ohne Antwort (no_answer) ist ein Grund anzugeben."
    field = "reason"
