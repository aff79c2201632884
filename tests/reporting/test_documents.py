"""Files of reports: every form on every way in, and the same document gives the same bytes."""

from typing import get_args

import pytest

from services.cli.report_asking import ReportForm
from services.reporting.documents import ACTIVITY_FORMS, ESF_FORMS, MEDIA_TYPES, Form, activity_file
from services.reporting.sheets import FIGURES

GROUPED = {name for name in FIGURES if "_by_" in name}
DOCUMENT = {
    "district": "erfurt",
    "from": "2026-01-01",
    "to": "2026-06-30",
    **{name: {"=SUM(A1)": 2} if name in GROUPED else 1 for name in FIGURES},
}


def test_the_command_line_gives_every_form_there_is() -> None:
    forms = set(get_args(Form))
    assert {form.value for form in ReportForm} == forms == set(ESF_FORMS) == set(ACTIVITY_FORMS) == set(MEDIA_TYPES)


@pytest.mark.parametrize("form", get_args(Form))
def test_the_same_document_gives_the_same_bytes(form: Form) -> None:
    file = activity_file(DOCUMENT, form)
    assert file == activity_file(dict(DOCUMENT), form)
    assert file.name == f"taetigkeit-erfurt-2026-01-01-2026-06-30.{form}"
    assert file.content
