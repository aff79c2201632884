"""The second factor: codes that change every half minute (RFC 6238), and recovery codes for a lost device."""

import secrets
from datetime import datetime
from typing import Final

import pyotp
import segno

from services.kernel import readable_codes

STEP_S: Final = 30
DRIFT: Final = 1  # steps that a device's clock may be behind or ahead
ISSUER: Final = "Lotse"
RECOVERY_CODES: Final = 10
CODE_LETTERS: Final = 12


def new_secret() -> str:
    """160 random bits as base32, as apps for codes take them."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """The time step whose code this is; None for a wrong one, and for one that is not later than ``last_step``."""
    totp = pyotp.TOTP(secret, interval=STEP_S)
    today = int(at.timestamp()) // STEP_S
    typed = "".join(code.split())
    for step in range(today - DRIFT, today + DRIFT + 1):
        if step > last_step and secrets.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def set_up_address(secret: str, account_name: str) -> str:
    """The ``otpauth:`` address that an app reads."""
    return pyotp.TOTP(secret, interval=STEP_S).provisioning_uri(name=account_name, issuer_name=ISSUER)


def picture_of(address: str) -> str:
    """The address as a QR code: one SVG element for a page, dark on light in every theme, without style or script."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(scale=4, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)


def new_recovery_codes() -> list[str]:
    """Each counts once."""
    codes = (readable_codes.made(CODE_LETTERS, secrets.choice) for _ in range(RECOVERY_CODES))
    return [readable_codes.grouped(each) for each in codes]
