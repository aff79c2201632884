"""Handing out what is stored of a person: put together from all services, and recorded that it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.contracts.intake import ExportForm
from services.intake.application import Intake
from services.intake.domain.access_export import EXPORTS, RecordExport
from services.intake.erasing.persons import Linked
from services.intake.exporting.collecting import collected
from services.intake.exporting.document import AccessDocument
from services.intake.exporting.subjects import exports_stream, subject_of
from services.kernel.deciders import Context
from services.kernel.telling import TellsOfPersons
from services.kernel.times import now


@dataclass(frozen=True, slots=True)
class ExportDesk:
    """Access exports of one district; ``told_by``: every service that keeps something of persons."""

    service: Intake
    district: str
    name: str
    told_by: Sequence[TellsOfPersons]

    def hand_out(self, linked: Linked, form: ExportForm, context: Context) -> bytes:
        """The document in that form. It is recorded first: what was handed out says so itself."""
        stream = linked.case_id or exports_stream(self.service.ids(self.district), linked.persons[0])
        command = RecordExport(case_id=linked.case_id, persons=linked.persons, form=form)
        self.service.desk.execute(self.district, EXPORTS, (stream, command, context))
        found = collected(self.told_by, self.district, subject_of(self.service, self.district, linked))
        document = AccessDocument(district=self.name, made=now(), parts=found.parts, unanswered=found.unanswered)
        return document.as_json() if form == "json" else document.as_pdf()
