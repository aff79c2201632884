"""The words of ``referral``: closed sets that facts and forms share. Keys of vocabularies stand in their CSV files."""

from typing import Literal

Capacity = Literal["open", "waiting_list", "closed"]
Cost = Literal["free", "reduced", "charged"]
Accessibility = Literal[
    "step_free", "lift", "accessible_toilet", "sign_language", "plain_language", "home_visit", "guide_dog"
]
AgreementKind = Literal["cooperation", "referral", "data_sharing", "rooms", "funding"]

# Who said it, and how it reached us; every answer carries it.
Provenance = Literal[
    "partner_link", "partner_phone", "partner_letter", "person", "staff", "website", "visit", "imported"
]

Channel = Literal["link_by_mail", "link_on_paper", "phone", "in_person", "post", "district_letter"]
Declined = Literal["no_capacity", "not_responsible", "waits_too_long", "requirements_not_met", "not_wanted", "other"]
DeclinedBy = Literal["partner", "person"]
Withdrawn = Literal["no_longer_needed", "solved_otherwise", "consent_withdrawn", "recorded_by_mistake", "other"]
Outcome = Literal["solved", "partly_solved", "not_solved", "contact_lost", "back_to_us"]
LinkRefusal = Literal["expired", "revoked", "used_up"]
MailPurpose = Literal["hand_over", "reminder", "assurance", "survey", "sharing_ended"]
LetterAnswer = Literal["accepted", "declined", "arrived"]
