"""The second factor of an account: a code of an app, or a recovery code; each counts once."""

from dataclasses import dataclass
from uuid import UUID

from services.districts.sign_in import codes, limits
from services.districts.sign_in.accounts import Account
from services.districts.sign_in.factor_rows import FactorRows
from services.kernel import readable_codes
from services.kernel.attempts import Attempts
from services.kernel.deciders import RuleViolation
from services.kernel.keys import Forgery
from services.kernel.times import now


class WrongCode(RuleViolation):
    title = "Dieser Code gilt nicht. Bitte nehmen Sie den Code, den die App jetzt anzeigt; jeder gilt einmal."
    field = "code"


class SetUpExpired(RuleViolation):
    title = "Bitte richten Sie den zweiten Faktor noch einmal von vorn ein."


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """Sets it up, asks for it, takes it away."""

    rows: FactorRows
    attempts: Attempts

    def check(self, account: Account, code: str, address: str) -> None:
        """Let a code of the app or a recovery code count. Raises WrongCode, TooManyAttempts."""
        keys = self.rows.keys
        attempt = self.attempts.begin(keys.second_factor(account.account), limits.CODES, keys.address(address))
        if not (self._of_the_app(account, code) or self._recovery(account, code)):
            raise WrongCode
        self.attempts.succeeded(attempt)

    def offer(self, account: UUID) -> tuple[str, str]:
        """A new secret, and the same sealed for the form that brings it back."""
        secret = codes.new_secret()
        return secret, self.rows.keys.seal(secret, _offer(account)).hex()

    def offered(self, account: UUID, sealed: str) -> str:
        """The secret that this account was offered. Raises SetUpExpired."""
        try:
            return self.rows.keys.unseal(bytes.fromhex(sealed), _offer(account))
        except (Forgery, ValueError):
            raise SetUpExpired from None

    def set_up(self, account: UUID, secret: str, code: str) -> list[str]:
        """Take the secret over if the app shows its code; the recovery codes, to be shown once. Raises WrongCode."""
        step = codes.step_of(secret, code, now(), last_step=0)
        if step is None:
            raise WrongCode
        recovery = codes.new_recovery_codes()
        self.rows.set(account, secret, step, [readable_codes.plain(each) for each in recovery])
        return recovery

    def _of_the_app(self, account: Account, code: str) -> bool:
        secret = self.rows.secret_of(account)
        if secret is None:
            return False
        step = codes.step_of(secret, code, now(), account.totp_step)
        return step is not None and self.rows.take_step(account.account, step)

    def _recovery(self, account: Account, code: str) -> bool:
        plain = readable_codes.plain(code)
        return len(plain) == codes.CODE_LETTERS and self.rows.take_recovery_code(account.account, plain)


def _offer(account: UUID) -> str:
    return f"totp-offer|{account}"
