"""``lotse audit reconcile``: has everything arrived, once and unchanged?"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from services.cli.asking import DistrictOption
from services.cli.failures import CommandFailed, Exit, wrong_usage
from services.cli.output import emit_json, emit_table
from services.cli.proving import PATIENCE_S, service_in, typed, write_file
from services.contracts.reporting import DeliveryReconciled
from services.reporting.printing import pdf_bytes
from services.reporting.proving.certificates import certificate, certificate_report, is_complete, verdict
from services.reporting.proving.noted import Noted, delivery
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
    out: Annotated[Path | None, typer.Option("--out", help="Datei statt Standardausgabe", metavar="DATEI")] = None,
) -> None:
    """Vergleicht jedes Ereignis jeder Quelle mit dem Journal: Ist alles angekommen, genau einmal und unverändert?"""
    service, known = service_in(district)
    if form is CertificateForm.PDF and out is None:
        raise wrong_usage("--format pdf: Bitte mit --out eine Datei angeben.")
    made = Reconciling(service, Platform(service.settings), known, PATIENCE_S).certify(typed())
    noted = delivery(service, known, made.certificate_id)
    if form is CertificateForm.PDF and out is not None:
        write_file(out, pdf_bytes(certificate_report(noted.fact, known, noted.at)))
    else:
        _certificate(noted, known, form)
    if not is_complete(made):
        raise CommandFailed(f"Nicht alles ist angekommen, wie es gespeichert wurde: {verdict(made)}", Exit.NOT_VERIFIED)


def _certificate(noted: Noted[DeliveryReconciled], district: str, form: CertificateForm) -> None:
    if form is CertificateForm.JSON:
        emit_json(certificate(noted.fact, district, noted.at))
    else:
        _show_report(certificate_report(noted.fact, district, noted.at))


def _show_report(report: Report) -> None:
    for name, value in report.about:
        typer.echo(f"{name}: {value}")
    for table in report.tables:
        if table.rows:
            emit_table(table.title, [column.title for column in table.columns], table.rows)
