"""Which process gets to which named point, and what brings it there.

A row here is a promise of ``test_crash_points.py`` to make that process die there.
"""

from typing import Final, Literal, TypeAlias

Way: TypeAlias = Literal[
    "load",  # commands of a ledger
    "gap",  # the same, while the queues are emptied behind everybody's back
    "garbage",  # a message that is no envelope
    "file",  # an import file over HTTP
    "import",  # lotse import
    "rebuild",  # lotse rebuild
    "district",  # lotse district add
    "letter",  # a letter to another district: tests/referral/network/test_carrier.py, test_recalled_letters.py
    "erase",  # lotse erase: tests/intake/erasing/test_command_line.py
    "mail",  # a mail to a partner: tests/referral/links/test_mailer_process.py
]

WORKERS: Final = ("reporting-worker", "intake-worker", "districts-worker")
RELAYS: Final = ("intake-relay", "districts-relay")


def _all(names: tuple[str, ...], way: Way) -> dict[str, tuple[Way, ...]]:
    return dict.fromkeys(names, (way,))


_APPENDING: Final[dict[str, tuple[Way, ...]]] = {
    "platform-web": ("load",),
    "districts-worker": ("load",),
    "cli": ("import", "district"),
}
_FOLDING: Final[dict[str, tuple[Way, ...]]] = {**_all(WORKERS, "load"), "cli": ("rebuild",)}

# Relays and workers of services without facts of their own get nowhere.
REACHED: Final[dict[str, dict[str, tuple[Way, ...]]]] = {
    "store.sealed": _APPENDING,
    "log.appended": _APPENDING,
    "log.told": _APPENDING,
    "vault.kept": {"platform-web": ("load",), "cli": ("import",)},
    "import.batch_taken": {"platform-web": ("file",), "cli": ("import",)},
    "web.answering": {"platform-web": ("load",)},
    "relay.read": _all(RELAYS, "load"),
    "relay.sent": _all(RELAYS, "load"),
    "relay.confirmed": _all(RELAYS, "load"),
    "relay.moved": _all(RELAYS, "load"),
    "consume.received": _all(WORKERS, "load"),
    "consume.handled": _all(WORKERS, "load"),
    "consume.acknowledged": _all(WORKERS, "load"),
    "consume.rejected": _all(WORKERS, "garbage"),
    "reader.locked": _all(WORKERS, "load"),
    "reader.moved": _all(WORKERS, "load"),
    "reader.applied": _all(WORKERS, "load"),
    "reader.committed": _all(WORKERS, "load"),
    "reader.fetched": _all(WORKERS, "gap"),
    "policy.carried_out": {"districts-worker": ("load",)},
    "projection.locked": _FOLDING,
    "projection.written": _FOLDING,
    "projection.moved": _FOLDING,
    "projection.committed": _FOLDING,
    "erasure.ordered": {"cli": ("erase",)},
    "erasure.noted": {"cli": ("erase",)},
    "erasure.keys_destroyed": {"cli": ("erase",)},
    "erasure.forgotten": {"cli": ("erase",)},
    "mail.handed": {"referral-mailer": ("mail",)},
    "letter.stopped": {"referral-worker": ("letter",)},
    "carrier.read": {"referral-carrier": ("letter",)},
    "carrier.posted": {"referral-carrier": ("letter",)},
    "carrier.carried": {"referral-carrier": ("letter",)},
    "rebuild.built": {"cli": ("rebuild",)},
    "rebuild.switching": {"cli": ("rebuild",)},
    "rebuild.switched": {"cli": ("rebuild",)},
    "district.keyed": {"cli": ("district",)},
    "district.roles_made": {"cli": ("district",)},
    "district.built": {"cli": ("district",)},
    "district.registered": {"cli": ("district",)},
}


def rows(*ways: Way) -> list[tuple[str, str]]:
    """Process and point of each row that one of these ways leads to."""
    found = ((process, point) for point, reached in REACHED.items() for process in reached)
    return [(process, point) for process, point in found if set(REACHED[point][process]) & set(ways)]
