"""The directory out and in, as programs, pages and the command line ask for it."""

from typing import Final, Literal, get_args

import msgspec

from services.contracts.vocabularies import languages
from services.kernel.files.failures import FileUnreadable
from services.kernel.files.tables import read_table
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.exchange import csv_reading, csv_writing
from services.referral.exchange.findings import ReadFile
from services.referral.exchange.imported import Imported
from services.referral.exchange.importing import Import
from services.referral.exchange.loading import register
from services.referral.hsds.document import document
from services.referral.hsds.reading import HsdsReader
from services.referral.hsds.terms import Terms
from services.referral.hsds.writing import Writer
from services.referral.known import topics_of

Form = Literal["hsds", "partners", "offers"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
USUAL_KIND: Final = "sonstige"
MOST_RECORDS: Final = 20_000
NO_JSON: Final = "Die Datei ist keine HSDS-Datei: Sie ist nicht als JSON lesbar."
TOO_MANY: Final = "Die Datei hat mehr als 20.000 Einträge; bitte aufteilen."


def exported(referral: Referral, district: str, form: Form) -> bytes:
    """The whole directory as it is today, with contact persons in HSDS: for whoever works here."""
    now = register(referral, district, today())
    if form != "hsds":
        return csv_writing.table(now, form).encode()
    return msgspec.json.format(msgspec.json.encode(document(now, writer(referral, district, internal=True))), indent=2)


def imported(
    referral: Referral,
    district: str,
    form: Form,
    content: bytes,
    actor: str,
    *,
    kind: str = USUAL_KIND,
    dry_run: bool = False,
) -> Imported:
    """Take a file up. Raises FileRefused (nothing was stored), UnknownDefaultKind, DatabaseDown."""
    read = _read(referral, district, form, content)
    if read.records > MOST_RECORDS:
        raise FileUnreadable(TOO_MANY)
    return Import(referral, district, actor, kind, dry_run=dry_run).run(read)


def writer(referral: Referral, district: str, *, internal: bool) -> Writer:
    """Writes HSDS in the words of the district."""
    known = topics_of(referral.pool, district).readable
    return Writer(Terms({key: term.label for key, term in known.items()}), languages(), internal)


def _read(referral: Referral, district: str, form: Form, content: bytes) -> ReadFile:
    topics = {term.key: term.label for term in topics_of(referral.pool, district).terms}
    if form == "hsds":
        return HsdsReader(topics, languages()).read(_json(content))
    table = read_table(content)
    if form == "partners":
        return csv_reading.read_partners(table)
    return csv_reading.read_offers(table, register(referral, district, today()), topics)


def _json(content: bytes) -> object:
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise FileUnreadable(NO_JSON) from None
