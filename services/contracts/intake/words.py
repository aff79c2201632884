"""The words of ``intake``: closed sets that facts, forms and import files share."""

from typing import Literal

State = Literal["draft", "submitted", "cancelled"]
Gender = Literal["female", "male", "non_binary"]
Employment = Literal["employed", "unemployed", "inactive"]
YesNo = Literal["yes", "no"]
YesNoRefused = Literal["yes", "no", "refused"]
Citizenship = Literal["german", "eu", "third_country", "stateless", "undetermined", "refused"]
Housing = Literal["housed", "roofless", "houseless", "insecure", "inadequate", "refused"]
StatusKind = Literal["exit", "followup"]
LabourStatus = Literal["employed", "job_seeking", "unemployed", "inactive", "no_answer"]
Track = Literal["social", "social_and_vocational"]

Present = Literal["client", "family", "interpreter", "volunteer", "authority", "partner", "colleague"]
Severity = Literal["slight", "considerable", "severe"]
Stage = Literal["start", "interim", "end"]
Identity = Literal["pseudonymous", "named"]
CaseState = Literal["open", "paused", "closed"]
EndKind = Literal["goals_reached", "goals_partly_reached", "referred", "moved_away", "broken_off", "declined", "died"]
ConsentForm = Literal["paper", "electronic"]
ConsentPurpose = Literal["pseudonymous_file", "named_file", "esf_data", "follow_up_survey", "referral"]
GoalOutcome = Literal["reached", "partly_reached", "not_reached", "dropped"]
AppointmentEnd = Literal["kept", "missed", "cancelled"]
EstimateMethod = Literal["statistics", "earlier_study", "sample"]
Counted = Literal["female", "male", "non_binary"]

ErasureScope = Literal["identity", "record"]
# GDPR Article 17(1): (a) no longer needed, (b) consent withdrawn, (c) objection, (d) unlawful, (e) a legal duty.
ErasureGrounds = Literal["not_needed", "consent_withdrawn", "objection", "unlawful", "legal_duty"]
# GDPR Article 18(1): (a) accuracy contested, (b) unlawful, (c) needed for claims, (d) objection not decided yet.
RestrictionGrounds = Literal["accuracy_contested", "unlawful", "needed_for_claims", "objection_pending"]
ExportForm = Literal["json", "pdf"]
# How it is known that two records are one person: by a document, from the person, or by comparing both records.
LinkGrounds = Literal["identity_checked", "told_by_person", "same_record"]
