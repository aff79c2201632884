"""Telling who it is: consents, a name, a participation."""

from dataclasses import replace

from demo.casework import Consented, Named, Participates
from demo.scene import CaseScene
from services.contracts.intake import ConsentPurpose
from services.intake.casework import Given
from services.intake.consents_desk import ConsentsDesk, Paper, Scope
from services.intake.participant_links_desk import LinksDesk
from services.intake.persons_desk import PersonsDesk


def consent(case: CaseScene, step: Consented) -> None:
    partner_id = None if step.partner is None else case.scene.partners[step.partner]
    _give(
        case, step.day, replace(_scope(case, step.purpose, step.until), partner_id=partner_id, fields=(*step.fields,))
    )


def give(case: CaseScene, purpose: ConsentPurpose, day: int, until: int | None = None) -> Given:
    """A consent that concerns nobody else."""
    return _give(case, day, _scope(case, purpose, until))


def _scope(case: CaseScene, purpose: ConsentPurpose, until: int | None) -> Scope:
    return Scope(purpose=purpose, until=None if until is None else case.scene.loading.plus(until))


def _give(case: CaseScene, day: int, scope: Scope) -> Given:
    """A paper with the first version of the purpose's text."""
    paper = _paper(case, f"consent-{scope.purpose.replace('_', '-')}", day)
    return _ledger(case).give(paper, scope, case.commands.next())


def name(case: CaseScene, step: Named) -> None:
    """The consent to a file under a name, then the name."""
    allowed = give(case, "named_file", step.day)
    desk = PersonsDesk(case.scene.service, case.scene.district, case.case_id)
    desk.name(step.words, allowed.id, case.scene.loading.plus(step.day), case.commands.next())


def participate(case: CaseScene, step: Participates) -> None:
    """The consent, the receipt of the Merkblatt, then the link."""
    give(case, "esf_data", step.day)
    _ledger(case).receive(_paper(case, "merkblatt", step.day), case.commands.next())
    links = LinksDesk(case.scene.service, case.scene.district, case.case_id)
    links.link(case.scene.operation, step.participant_no, case.commands.next())


def _ledger(case: CaseScene) -> ConsentsDesk:
    return ConsentsDesk(case.scene.service, case.scene.district, case.case_id)


def _paper(case: CaseScene, text: str, day: int) -> Paper:
    return Paper(text=text, text_version=1, form="paper", on=case.scene.loading.plus(day))
