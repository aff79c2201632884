"""The words of ``events``: closed sets that facts and forms share. Keys of vocabularies stand in their CSV files."""

from typing import Literal

PartnerRole = Literal["organiser", "co_organiser", "host", "speaker", "stand", "sponsor", "invited"]
CostPurpose = Literal["rent", "fees", "catering", "material", "printing", "travel", "insurance", "other"]
ShareSource = Literal["operation", "municipality", "housing_company", "partner", "donation", "own", "other"]
Cancelled = Literal["too_few", "weather", "illness", "no_room", "funding", "recorded_by_mistake", "other"]

# Attendance is counted, never named.
CountedBy = Literal["counted", "estimated"]
AttendanceDimension = Literal["age_band", "gender", "target_group"]

GroupKind = Literal[
    "planning_group", "steering_group", "advisory_board", "ortsteilrat", "network", "working_group", "other"
]
MemberRole = Literal["chair", "deputy", "member", "guest"]
Attending = Literal["attended", "excused", "absent"]
Invited = Literal["accepted", "declined", "tentative"]
Majority = Literal["unanimous", "majority", "rejected", "noted"]

TaskOf = Literal["event", "meeting", "measure"]
ProofOf = Literal["event", "meeting", "press_item", "measure", "survey", "operation"]
ProofKind = Literal["logo", "poster", "photo", "press", "minutes", "attendance_list", "decision", "other"]

Provenance = Literal["self", "staff", "partner", "imported"]

PressChannel = Literal["print", "online", "radio", "television", "social_media", "newsletter", "flyer"]
Tone = Literal["positive", "neutral", "negative"]

MeasureEnd = Literal["completed", "stopped", "merged", "not_funded"]
EvidenceOf = Literal["event", "meeting", "press_item", "survey", "statistic", "resolution", "document"]

QuestionKind = Literal["single", "multiple", "scale", "number", "text"]
SurveyAccess = Literal["open", "one_time"]
AnsweredBy = Literal["link", "paper"]

AreaKind = Literal["sozialraum", "municipality", "district"]
