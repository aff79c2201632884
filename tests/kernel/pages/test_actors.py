"""Who recorded a fact, as pages tell it."""

import pytest

from services.kernel.pages.names import actor_told

ANNA = "019b7f6e-0000-7000-8000-00000012ab3c"


@pytest.mark.parametrize(
    ("actor", "told"),
    [
        (ANNA, "Anna Krüger"),
        ("019b7f6e-0000-7000-8000-000000c0ffee", "Person …c0ffee"),
        ("cli:demo", "Betrieb (demo)"),
        ("partner:019b7f6e-0000-7000-8000-000000c0ffee", "Partner"),
        ("policy:intake.erasing", "Lotse, von selbst"),
        ("service:referral", "Lotse, von selbst"),
    ],
)
def test_an_actor_reads_as_a_person_would_say_it(actor: str, told: str) -> None:
    assert actor_told(actor, {ANNA: "Anna Krüger"}) == told
