"""Referrals behind a figure: those proposed in the period, as they stood at its end."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from services.contracts.referral_states import state_key
from services.contracts.vocabularies import partner_kinds, referral_states
from services.reporting.explaining.activity.things import Look, Tally, Thing, tallied
from services.reporting.explaining.events import Place
from services.reporting.referral_standings import Period, Standing, referral_standings

KNOWN: Final = """
    SELECT referral, operation, sozialraum, on_day, valid_from FROM {s}.referral_versions
    WHERE valid_from <= %(referral)s AND (valid_to IS NULL OR valid_to > %(referral)s)
    ORDER BY on_day, referral"""
STEPS: Final = """
    SELECT referral, on_day, by_mistake, valid_from FROM {s}.referral_steps
    WHERE valid_from <= %(referral)s ORDER BY referral, valid_from"""

Step = tuple[Any, ...]


def referrals_counted(look: Look, figure: str, key: str | None) -> Iterator[Tally]:
    """Every referral that is known, and whether the figure counts it under the key."""
    question = look.question
    period = Period(question.start, question.end, question.operation)
    standings = {one.referral: one for one in referral_standings(look.conn, look.district, look.positions, period)}
    steps = {key: list(rows) for key, rows in groupby(look.rows(STEPS), key=itemgetter(0))}
    for referral, operation, sozialraum, on, recorded in look.rows(KNOWN):
        moves, standing = steps.get(referral, []), standings.get(referral)
        retracted = "als Irrtum zurückgenommen" if moves and moves[-1][2] else None
        deciding = moves[-1:] if retracted else [move for move in moves if move[1] <= question.end][-1:]
        places = _places(recorded, deciding, standing)
        thing = Thing(f"Weitervermittlung, {sozialraum}", on, operation, places, retracted)
        rule = "" if standing is None else _told(standing, figure)
        why_not = thing.left_out(question) or (rule if standing is None or _key(standing, figure) != key else None)
        yield tallied(thing, why_not, rule)


def _places(recorded: int, deciding: Sequence[Step], standing: Standing | None) -> tuple[Place, ...]:
    """The proposal, the move that decided, and the consent where that is what the state rests on."""
    consent = [] if standing is None or standing.consent is None else [standing.consent]
    positions = dict.fromkeys([recorded, *(move[3] for move in deciding), *consent])
    return tuple(Place("referral", position) for position in positions)


def _key(standing: Standing, figure: str) -> str:
    return state_key(standing.state) if figure == "referrals_by_state" else standing.partner_kind


def _told(standing: Standing, figure: str) -> str:
    key = _key(standing, figure)
    if figure == "referrals_by_state":
        return f"Stand am Ende des Zeitraums: {referral_states().get(key, key)}"
    return f"Partnerart: {partner_kinds().get(key, key)}"
