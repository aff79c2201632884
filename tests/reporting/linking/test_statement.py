"""A district in which nobody is linked pays nothing: its statement is, letter by letter, the one from before links."""

import hashlib
from typing import Final

import pytest

from services.reporting import esf_sql
from services.reporting.domain.catalogues import catalogue

BEFORE_LINKS: Final = {
    "esf-2014-2020": "a4eb43ee6445b5700f7e84a10abbfca3a5b049c5c9129b751172d30829067b1a",
    "esf-plus-2021-2027": "4d4d49ceab2725ab3e11e33bccffbfa6e61a089e4b154f2172a42619138ea4e9",
}  # SHA-256; whoever changes the statement on purpose writes the new one here


@pytest.mark.parametrize("key", BEFORE_LINKS)
def test_without_links_the_statement_is_the_one_from_before(key: str) -> None:
    statement = esf_sql.statement(catalogue(key, 1), "kreis", eso_4_12=False).as_string()

    assert hashlib.sha256(statement.encode()).hexdigest() == BEFORE_LINKS[key]
    assert "linked" not in statement


@pytest.mark.parametrize("key", BEFORE_LINKS)
def test_with_links_it_asks_for_every_parameter_of_the_groups(key: str) -> None:
    statement = esf_sql.statement(catalogue(key, 1), "kreis", eso_4_12=False, grouped=True).as_string()

    for name in ("linked", "principals", "exits", "spoken_for", "speaking"):
        assert f"%({name})s" in statement
