"""How groups, meetings and resolutions read in German."""

from collections.abc import Mapping
from typing import Final

from services.contracts.events.words import Attending, GroupKind, Invited, Majority, MemberRole

GROUP_KINDS: Final[Mapping[GroupKind, str]] = {
    "planning_group": "Planungsgruppe",
    "steering_group": "Steuerungsgruppe",
    "advisory_board": "Beirat",
    "ortsteilrat": "Ortsteilrat",
    "network": "Netzwerk",
    "working_group": "Arbeitsgruppe",
    "other": "anderes Gremium",
}
MEMBER_ROLES: Final[Mapping[MemberRole, str]] = {
    "chair": "Leitung",
    "deputy": "Stellvertretung",
    "member": "Mitglied",
    "guest": "ständiger Gast",
}
ANSWERS: Final[Mapping[Invited, str]] = {"accepted": "kommt", "declined": "kommt nicht", "tentative": "vielleicht"}
ATTENDING: Final[Mapping[Attending, str]] = {
    "attended": "war da",
    "excused": "entschuldigt",
    "absent": "fehlte",
}
MAJORITIES: Final[Mapping[Majority, str]] = {
    "unanimous": "einstimmig beschlossen",
    "majority": "mit Mehrheit beschlossen",
    "rejected": "abgelehnt",
    "noted": "zur Kenntnis genommen",
}
