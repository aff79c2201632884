"""Secrets in files under ``LOTSE_HOME/secrets``: one file each, readable by the owner only, made once."""

import os
import secrets as random
from dataclasses import dataclass
from pathlib import Path


class SecretMissing(LookupError):
    """A secret that ``make up`` or ``lotse district add`` should have made is not there."""


@dataclass(frozen=True, slots=True)
class DistrictKeys:
    """The two keys of one district: ``wrap_key`` wraps person keys, ``id_key`` derives ids; 32 bytes each."""

    wrap_key: bytes
    id_key: bytes


@dataclass(frozen=True, slots=True)
class LetterKeys:
    """The private keys of a district's letters: ``open`` (X25519) opens what came, ``sign`` (Ed25519) is its hand."""

    open: bytes
    sign: bytes


@dataclass(frozen=True, slots=True)
class Secrets:
    """Reads and, where the name says so, creates secrets. Creating twice keeps the first."""

    folder: Path

    def signing_key(self, service: str) -> bytes:
        """32 bytes that sign what this service sends."""
        return self._read(f"signing/{service}.key")

    def token_key(self) -> bytes:
        """32 bytes that sign bearer tokens."""
        return self._read("tokens.key")

    def sign_in_key(self) -> bytes:
        """32 bytes that keys of log-in names, second factors and addresses are derived from."""
        return self._read("sign_in.key")

    def district(self, key: str) -> DistrictKeys:
        """The keys of a district; raises SecretMissing."""
        return DistrictKeys(
            wrap_key=self._read(f"districts/{key}/wrap.key"), id_key=self._read(f"districts/{key}/id.key")
        )

    def letters(self, key: str) -> LetterKeys:
        """The keys of a district's letters; raises SecretMissing."""
        return LetterKeys(
            open=self._read(f"districts/{key}/letters.key"), sign=self._read(f"districts/{key}/letters_sign.key")
        )

    def checkpoint_key(self, key: str) -> bytes:
        """The private key (Ed25519, 32 bytes) that signs the checkpoints of a district's journal."""
        return self._read(f"districts/{key}/checkpoints.key")

    def password(self, server: str, user: str) -> str:
        """The password of a login; ``server`` is ``postgres`` or ``rabbitmq``."""
        return self._read(f"{server}/{user}").decode()

    def has_password(self, server: str, user: str) -> bool:
        return (self.folder / server / user).exists()

    def create_signing_key(self, service: str) -> bytes:
        return self._create(f"signing/{service}.key", random.token_bytes(32))

    def create_token_key(self) -> bytes:
        return self._create("tokens.key", random.token_bytes(32))

    def create_sign_in_key(self) -> bytes:
        return self._create("sign_in.key", random.token_bytes(32))

    def create_district(self, key: str) -> DistrictKeys:
        self._create(f"districts/{key}/wrap.key", random.token_bytes(32))
        self._create(f"districts/{key}/id.key", random.token_bytes(32))
        self._create(f"districts/{key}/letters.key", random.token_bytes(32))
        self._create(f"districts/{key}/letters_sign.key", random.token_bytes(32))
        self._create(f"districts/{key}/checkpoints.key", random.token_bytes(32))
        return self.district(key)

    def create_password(self, server: str, user: str, wished: str | None = None) -> str:
        return self._create(f"{server}/{user}", (wished or random.token_urlsafe(24)).encode()).decode()

    def forget_password(self, server: str, user: str) -> None:
        """So that the next one is new; does nothing where there is none."""
        (self.folder / server / user).unlink(missing_ok=True)

    def _read(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise SecretMissing(name) from None

    def _create(self, name: str, value: bytes) -> bytes:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{random.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(value)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # fails when another process was first: the first one counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_bytes()
