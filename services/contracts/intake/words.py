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
