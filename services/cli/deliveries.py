"""``lotse audit reconcile``: has everything arrived, once and unchanged?"""

from enum import StrEnum
from typing import Annotated

import typer

from services.cli.asking import DistrictOption
from services.cli.failures import CommandFailed, Exit, wrong_usage
from services.cli.files import OutOption, hand_out
from services.cli.output import emit_table
from services.cli.proving import PATIENCE_S, service_in, typed
from services.reporting.documents import json_bytes
from services.reporting.printing import pdf_bytes
from services.reporting.proving.certificates import certificate, certificate_report, is_complete, verdict
from services.reporting.proving.noted import delivery
from services.reporting.proving.other_side import Platform
from services.reporting.proving.reconciling import Reconciling
from services.reporting.tables import Report


class CertificateForm(StrEnum):
    """Forms of a certificate of delivery."""

    TEXT = "text"
    JSON = "json"
    PDF = "pdf"


def reconcile(
    district: DistrictOption,
    form: Annotated[CertificateForm, typer.Option("--format", help="text, json oder pdf")] = CertificateForm.TEXT,
    out: OutOption = None,
) -> None:
    """Vergleicht jedes Ereignis jeder Quelle mit dem Journal: Ist alles angekommen, genau einmal und unverändert?"""
    service, known = service_in(district)
    if form is CertificateForm.PDF and out is None:
        raise wrong_usage("--format pdf: Bitte mit --out eine Datei angeben.")
    if form is CertificateForm.TEXT and out is not None:
        raise wrong_usage("--out: Eine Datei gibt es als --format json oder pdf.")
    made = Reconciling(service, Platform(service.settings), known, PATIENCE_S).certify(typed())
    noted = delivery(service, known, made.certificate_id)
    match form:
        case CertificateForm.PDF:
            hand_out(pdf_bytes(certificate_report(noted.fact, known, noted.at)), out)
        case CertificateForm.JSON:
            hand_out(json_bytes(certificate(noted.fact, known, noted.at)), out)
        case CertificateForm.TEXT:
            _show_report(certificate_report(noted.fact, known, noted.at))
    if not is_complete(made):
        raise CommandFailed(f"Nicht alles ist angekommen, wie es gespeichert wurde: {verdict(made)}", Exit.NOT_VERIFIED)


def _show_report(report: Report) -> None:
    for name, value in report.about:
        typer.echo(f"{name}: {value}")
    for table in report.tables:
        if table.rows:
            emit_table(table.title, [column.title for column in table.columns], table.rows)
