"""``lotse audit …``: what examiners ask for, put together here."""

from typing import Final

import typer

from services.cli import bundles, deliveries, proofs
from services.cli.mandates import mandate_app
from services.cli.samples import sample

audit_app: Final = typer.Typer(no_args_is_help=True, help="Prüfung: Aufträge, Stichproben, Nachweise.")
audit_app.add_typer(mandate_app, name="mandate")

audit_app.command("key")(proofs.key)
audit_app.command("checkpoint")(proofs.checkpoint)
audit_app.command("proof")(proofs.proof)
audit_app.command("consistency")(proofs.grown)
audit_app.command("export")(bundles.export)
audit_app.command("verify")(bundles.verify)
audit_app.command("reconcile")(deliveries.reconcile)
audit_app.command("sample")(sample)
