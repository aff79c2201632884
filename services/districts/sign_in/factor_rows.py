"""Second factors as they are kept: the secret sealed, recovery codes as tokens, and the last code that counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.districts.sign_in.accounts import Account
from services.districts.sign_in.keys import SignInKeys
from services.kernel.database import Pool

SET: Final = SQL("UPDATE platform.accounts SET totp_sealed = %s, totp_step = %s WHERE account = %s")
DROP_CODES: Final = SQL("DELETE FROM platform.recovery_codes WHERE account = %s")
ADD_CODES: Final = SQL(
    "INSERT INTO platform.recovery_codes (account, code) SELECT %s, code FROM unnest(%s::bytea[]) code"
)
TAKE_STEP: Final = SQL("UPDATE platform.accounts SET totp_step = %s WHERE account = %s AND totp_step < %s")
TAKE_CODE: Final = SQL(
    "UPDATE platform.recovery_codes SET used = clock_timestamp() WHERE account = %s AND code = %s AND used IS NULL"
)


@dataclass(frozen=True, slots=True)
class FactorRows:
    """The second factors of all accounts."""

    pool: Pool
    keys: SignInKeys

    def secret_of(self, account: Account) -> str | None:
        """None for an account without a second factor."""
        sealed = account.totp_sealed
        return None if sealed is None else self.keys.unseal(sealed, _place(account.account))

    def set(self, account: UUID, secret: str, step: int, codes: Sequence[str]) -> None:
        """A second factor whose code of ``step`` was shown, and recovery codes in place of older ones."""
        tokens = [self.keys.recovery_code(account, code) for code in codes]
        with self.pool.transaction() as connection:
            connection.execute(SET, [self.keys.seal(secret, _place(account)), step, account])
            connection.execute(DROP_CODES, [account])
            connection.execute(ADD_CODES, [account, tokens])

    def drop(self, account: UUID) -> None:
        with self.pool.transaction() as connection:
            connection.execute(SET, [None, 0, account])
            connection.execute(DROP_CODES, [account])

    def take_step(self, account: UUID, step: int) -> bool:
        """Let a code count; False if it or a later one counted before."""
        with self.pool.connection() as connection:
            return connection.execute(TAKE_STEP, [step, account, step]).rowcount == 1

    def take_recovery_code(self, account: UUID, code: str) -> bool:
        """Let a recovery code count; False if there is no such code, or no longer."""
        with self.pool.connection() as connection:
            return connection.execute(TAKE_CODE, [account, self.keys.recovery_code(account, code)]).rowcount == 1


def _place(account: UUID) -> str:
    return f"totp|{account}"
