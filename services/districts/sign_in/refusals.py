"""What the log-in refuses, in the words of its pages."""

from services.kernel.deciders import RuleViolation


class WrongCredentials(RuleViolation):
    title = "Anmeldename oder Kennwort stimmen nicht, oder der Zugang ist gesperrt."


class UnknownIdentity(RuleViolation):
    title = "Dieses Konto ist hier noch mit keinem Zugang verbunden. Dafür brauchen Sie eine Einladung."


class WrongPassword(RuleViolation):
    title = "Das ist nicht Ihr bisheriges Kennwort."
    field = "current"


class NotYours(RuleViolation):
    title = "In diesem Landkreis haben Sie diese Rolle heute nicht. Bitte wählen Sie noch einmal."


class SecondFactorRequired(RuleViolation):
    title = "Für diese Rolle brauchen Sie einen zweiten Faktor. Bitte richten Sie ihn zuerst ein."
