"""Backup of all databases at one moment, and their restore: the logs and the journal are the truth."""

from infra.backup.dumping import backup
from infra.backup.restoring import restore

__all__ = ["backup", "restore"]
