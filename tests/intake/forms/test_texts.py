"""What was released stays as it is, and says what the law asks it to say."""

import hashlib
from typing import get_args

import pytest

from services.contracts.intake import ConsentPurpose
from services.contracts.vocabularies import referable_fields
from services.intake.forms.library import TEXTS, FormText, released, released_text

# A text that people have signed never changes: a change is a new version, and a new line here.
DIGESTS = {
    "consent-esf-data.v1.toml": "e45348848e27bc7748cc1c275b08ddf4a6ba06f3523a5ceaaef8ddbf32590f71",
    "consent-follow-up-survey.v1.toml": "c09530badd1dbf0a917aa609e390eb77e2effb84aea909fdc0243a70e29f4487",
    "consent-named-file.v1.toml": "b69f7db6f2a76697c7aef2b7d476ec75c6b54dc1af6142e44481538e4e022685",
    "consent-pseudonymous-file.v1.toml": "bfa86624fc4fe33509fc9063af0064bca1a51f1b91b2a58dcda75313d0cd0019",
    "consent-referral.v1.toml": "7421777ee945206509f87dae22c04b33652cae26069d688d2ed1f8d633d13b5d",
    "merkblatt.v1.toml": "87eae5c18dd9816b1f3c1c9a58efdee39723b1be545166fcab7f491770471988",
    "questionnaire.v1.toml": "4ae32c7a8ef75ce55cf93fa05e0450b2fe30ba5ff9d5c19af048400884548c94",
}
CONSENTS = [text for text in released() if text.kind == "consent"]


def test_a_released_text_never_changes() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in TEXTS.iterdir()}
    assert found == DIGESTS


@pytest.mark.parametrize("text", released(), ids=lambda text: f"{text.key}.v{text.version}")
def test_a_text_stands_in_the_file_of_its_key_and_version(text: FormText) -> None:
    assert f"{text.key}.v{text.version}.toml" in DIGESTS
    assert released_text(text.key, text.version) == text
    assert text.source


def test_every_purpose_has_a_text_and_there_is_one_merkblatt_and_one_questionnaire() -> None:
    assert sorted(str(text.written_for) for text in released()) == sorted(
        [*get_args(ConsentPurpose), "notice", "questionnaire"]
    )


@pytest.mark.parametrize("text", CONSENTS, ids=lambda text: text.key)
def test_a_consent_says_purpose_refusal_and_withdrawal(text: FormText) -> None:
    """SGB X section 67b(2)."""
    whole = " ".join(text.paragraphs)
    assert "Ich bin einverstanden" in whole
    assert "Wenn ich nicht einwillige" in whole
    assert "freiwillig" in whole
    assert "jederzeit" in whole
    assert "widerrufen" in whole


def test_the_referral_offers_exactly_the_fields_that_may_be_named() -> None:
    text = released_text("consent-referral")
    assert text is not None
    (choices,) = (question.choices for section in text.sections for question in section.questions if question.choices)
    assert choices == tuple(referable_fields().values())


def test_an_unknown_text_or_version_is_none() -> None:
    assert released_text("merkblatt") == released_text("merkblatt", 1)
    assert released_text("merkblatt", 2) is None
    assert released_text("speisekarte") is None
