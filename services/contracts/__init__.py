"""The published language: every fact once. Importing this package registers all of them."""

from services.contracts import districts, events, intake, referral, reporting

__all__ = ["districts", "events", "intake", "referral", "reporting"]
