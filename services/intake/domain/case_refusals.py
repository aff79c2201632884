"""Why something may not happen to a case: each rule in German."""

from services.kernel.deciders import RuleViolation


class CaseDayInTheFuture(RuleViolation):
    title = "Das Datum liegt nach dem heutigen Tag."
    field = "on"


class BeforeLastChange(RuleViolation):
    title = "Das Datum liegt vor der letzten Änderung des Falls."
    field = "on"


class CodeWordTaken(RuleViolation):
    title = "Dieses Codewort ist nicht frei. Bitte ein anderes wählen."
    field = "code_word"


class NobodyToHandTo(RuleViolation):
    title = "Bei einer Übergabe ist anzugeben, an wen."
    field = "staff"


class TeamUnknown(RuleViolation):
    title = "Dieses Team gibt es nicht."
    field = "team"


class StaffNotInTeam(RuleViolation):
    title = "Diese Person gehört an diesem Tag nicht zum Team."
    field = "staff"


class PauseEndsBeforeStart(RuleViolation):
    title = "Die Pause endet vor ihrem Beginn."
    field = "until"


class ClosedOtherwise(RuleViolation):
    title = "Dieser Fall ist schon mit anderen Angaben abgeschlossen. Bitte zuerst wieder öffnen."
    field = "end_kind"


class NoteEmpty(RuleViolation):
    title = "Eine Notiz braucht einen Text."
    field = "text"
