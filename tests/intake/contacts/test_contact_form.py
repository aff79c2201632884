"""What a browser sends of a contact, as the values that the API takes."""

from services.intake.api.contact_forms import ContactFormIn
from services.intake.pages.contact_form import contact_values, correction_values
from services.kernel.times import today

REQUIRED = {"operation": ["thinka"], "date": ["2026-03-02"], "sozialraum": ["rieth"]}


def test_without_a_day_it_was_today() -> None:
    assert contact_values({"operation": ["thinka"]}) == {"operation": "thinka", "date": today().isoformat()}


def test_plain_values_are_what_a_program_sends() -> None:
    values = contact_values({**REQUIRED, "topics": ["schulden", "alter"], "minutes": ["15"]})

    assert ContactFormIn.model_validate(values).change().topics == ("schulden", "alter")


def test_minutes_that_were_typed_win_over_those_that_were_ticked() -> None:
    assert contact_values({**REQUIRED, "minutes": ["15"]})["minutes"] == "15"
    assert contact_values({**REQUIRED, "minutes": ["15"], "other_minutes": ["25"]})["minutes"] == "25"


def test_a_registered_site_wins_over_another_place() -> None:
    values = contact_values({**REQUIRED, "site_id": ["1"], "site": ["Jobcenter"]})

    assert (values["site_id"], "site" in values) == ("1", False)


def test_situations_are_those_something_was_said_of() -> None:
    values = contact_values(
        {
            **REQUIRED,
            "still.schulden": ["yes"],
            "severity.schulden": ["severe"],
            "still.alter": ["no"],
            "severity.alter": ["slight"],
            "severity.sucht": ["slight"],
            "new_topic": ["wohnen"],
        }
    )

    assert values["situations"] == [
        {"topic": "schulden", "still": "yes", "severity": "severe"},
        {"topic": "alter", "still": "no"},
        {"topic": "wohnen", "still": "yes"},
    ]


def test_fields_that_nobody_knows_are_left_for_the_model_to_refuse() -> None:
    assert contact_values({**REQUIRED, "gibt_es_nicht": ["x"]})["gibt_es_nicht"] == "x"


def test_what_is_empty_in_a_correction_is_unknown_from_now_on() -> None:
    values = correction_values({"date": ["2026-03-02"], "sozialraum": ["rieth"], "kind": ["telefon"]})

    assert (values["kind"], values["minutes"], values["note"], values["site_id"]) == ("telefon", None, None, None)
    assert (values["topics"], values["present"], values["situations"]) == ([], [], [])


def test_a_correction_keeps_the_place_that_was_typed() -> None:
    values = correction_values({"site": ["Jobcenter"]})

    assert (values["site"], "site_id" in values) == ("Jobcenter", False)
