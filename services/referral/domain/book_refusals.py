"""Why a command on a referral is refused, in German; the texts say what to do next."""

from services.kernel.deciders import RuleViolation


class UnknownReferral(RuleViolation):
    title = "Diese Vermittlung gibt es nicht."
    field = "referral"


class ReferralIsClosed(RuleViolation):
    title = "Diese Vermittlung ist abgeschlossen. Zum Weiterarbeiten bitte zuerst wieder öffnen."
    field = "referral"


class ReferralIsOver(RuleViolation):
    title = "Diese Vermittlung ist schon beendet. Bitte abschließen, oder abschließen und wieder öffnen."
    field = "referral"


class ReferralNotOver(RuleViolation):
    title = "Diese Vermittlung läuft noch. Bitte zuerst ein Ergebnis erfassen oder sie zurückziehen."
    field = "referral"


class ReferralNotClosed(RuleViolation):
    title = "Diese Vermittlung ist nicht abgeschlossen und muss nicht wieder geöffnet werden."
    field = "referral"


class NotHandedOver(RuleViolation):
    title = "Diese Vermittlung wurde noch nicht übergeben. Bitte zuerst die Übergabe erfassen."
    field = "referral"


class AlreadyHandedOver(RuleViolation):
    title = "Diese Vermittlung wurde schon übergeben."
    field = "referral"


class PersonArrivedAlready(RuleViolation):
    title = "Die Person ist beim Partner schon angekommen. Bitte das Ergebnis erfassen."
    field = "referral"


class DayInTheFuture(RuleViolation):
    title = "Das Datum liegt nach dem heutigen Tag."
    field = "on"


class DayBeforeLastStep(RuleViolation):
    title = "Das Datum liegt vor dem letzten Schritt dieser Vermittlung."
    field = "on"


class AppointmentBeforeAnswer(RuleViolation):
    title = "Der Termin liegt vor dem Tag der Zusage."
    field = "appointment_on"


class ConsentMissing(RuleViolation):
    title = "Für diese Angaben an diesen Partner gibt es keine Einwilligung, die an diesem Tag gilt."
    field = "fields"


class CaseMissing(RuleViolation):
    title = "Angaben zur Person gehen nur aus einem Fall heraus, mit Einwilligung."
    field = "fields"


class MessageWithoutConsent(RuleViolation):
    title = "Eine Nachricht zur Person geht nur zusammen mit Angaben hinaus, in die eingewilligt wurde."
    field = "message"


class NoteNeedsCase(RuleViolation):
    """Texts belong to a person whose key can be destroyed; without a case there is none."""

    title = "Notizen gehören zu einem Fall; eine Vermittlung ohne Fall hat keine."
    field = "note"


class SameNeedIsOpen(RuleViolation):
    title = (
        "Für dasselbe Anliegen ist schon eine Vermittlung offen. Bitte ansehen und bestätigen, oder dort weitermachen."
    )
    field = "despite"


class SamePlaceIsOpen(RuleViolation):
    title = "Zu diesem Partner und Angebot ist schon eine Vermittlung offen. Bitte dort weitermachen oder bestätigen."
    field = "despite"


class SameNeedHasChanged(RuleViolation):
    title = "Die offenen Vermittlungen haben sich geändert. Bitte noch einmal ansehen und bestätigen."
    field = "despite"


class NothingToTell(RuleViolation):
    title = "Zu dieser Vermittlung ist keine Einwilligung beendet, über die der Partner zu unterrichten wäre."
    field = "consent"
