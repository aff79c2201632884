"""The audit's questions about each person of a sample: completeness, notice, codes, results, contacts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, cast
from uuid import UUID

from services.kernel.pages.wording import day
from services.reporting.auditing.answers import Answer, Derived, answered
from services.reporting.auditing.evidence_rows import (
    Kept,
    contacts,
    histories,
    links,
    notices_and_consents,
)
from services.reporting.domain.answers import NO_ANSWER, Status
from services.reporting.domain.catalogues import fields as f
from services.reporting.domain.entry_cells import entry_cells
from services.reporting.explaining.assessed import Assessed
from services.reporting.explaining.events import Place
from services.reporting.explaining.evidence import Evidence
from services.reporting.explaining.rows import statuses_of
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.explaining.verdicts import Judge
from services.reporting.linking.groups import Member

CONTACTS_NAMED: Final = 20
# Asked on entry beside what Article 17(5) needs; an unknown value counts nowhere.
ALSO_ASKED: Final = (f.in_education, f.disability, f.foreign_background, f.minority, f.citizenship, f.housing)
CONSENTS: Final = frozenset({"esf_data", "named_file", "pseudonymous_file"})


@dataclass(frozen=True)
class PersonAnswers:
    """Answers for all persons of a sample, read batchwise, in the transaction of the standpoint."""

    at: Standpoint
    sample: Sequence[Assessed]

    def of(self, one: Assessed) -> list[Answer]:
        """In the order of the questions."""
        return [self._complete(one), self._informed(one), self._coded(one), self._result(one), self._contacts(one)]

    def _complete(self, one: Assessed) -> Answer:
        rules, places = self.at.rules, self._history(one)
        missing = entry_cells(rules.catalogue, one.row, eso_4_12=rules.eso_4_12).missing
        if missing:
            return answered("2.1", "no", f"Es fehlt: {', '.join(title for _, title in missing)}.", places)
        unsaid = [each.title for each in ALSO_ASKED if one.row[each.name] is None]
        more = f" Sonst ohne Angabe: {', '.join(unsaid)}." if unsaid else ""
        said = f"Alle Angaben nach Artikel 17 Absatz 5 liegen vor.{more}{self._merged(one)}"
        return answered("2.1", "yes", said, places)

    def _informed(self, one: Assessed) -> Answer:
        found = [each for person in self._persons_of(one) for each in self._signed.get(person, ())]
        notices = [each for each in found if each.what == "notice"]
        consents = [each for each in found if each.what == "consent" and each.kind in CONSENTS]
        signed = notices or consents
        if not signed:
            return answered("2.2", "no", "In Lotse ist weder ein Merkblatt noch eine Einwilligung erfasst.")
        what = "Merkblatt erhalten" if notices else "Einwilligung gegeben"
        on = day(min(each.on_day for each in signed if each.on_day is not None))
        return answered("2.2", "yes", f"{what} am {on}.", [each.place for each in signed])

    def _coded(self, one: Assessed) -> Answer:
        places = self._history(one)
        derived = self._derived.get(one.participation, ())
        if one.row["erased"]:
            return answered("2.3", "no", "Die Angaben sind gelöscht und nicht mehr herleitbar.", places)
        remark = f"{len(derived)} Kennzeichen, jedes aus den Antworten hergeleitet."
        return answered("2.3", "yes", remark, places, derived)

    def _result(self, one: Assessed) -> Answer:
        left = cast("date | None", one.row["exit_date"])
        if left is None or left > self.at.question.as_of:
            return answered("2.4", "open", "Noch nicht ausgetreten.")
        last_day = left + timedelta(days=self.at.rules.catalogue.windows.exit_days)
        found = [each for each in self._exits(one) if left <= each.date <= last_day]
        places = [Place("intake", each.place) for each in found]
        if found:
            refused = all(each.status == NO_ANSWER for each in found)
            said = "Antwort verweigert oder nicht erreichbar, mit Grund erfasst" if refused else "Status erfasst"
            return answered("2.4", "yes", f"Austritt am {day(left)}. {said}.", places)
        if self.at.question.as_of <= last_day:
            return answered("2.4", "open", f"Austritt am {day(left)}. Zu erheben bis {day(last_day)}.")
        return answered("2.4", "no", f"Austritt am {day(left)}, bis {day(last_day)} ist kein Status erfasst.")

    def _contacts(self, one: Assessed) -> Answer:
        cases = {link.case_id: link for link in self._links_of(one) if link.case_id is not None}
        if not cases:
            return answered("3.5", "outside", "Mit dieser Teilnahme ist kein Fall verknüpft.")
        linked = [link.place for link in cases.values()]
        found = [place for case in cases for place in self._found_contacts.get(case, ())]
        if not found:
            return answered("3.5", "no", "Zum verknüpften Fall ist kein Kontakt erfasst.", linked)
        shown = found[:CONTACTS_NAMED]
        said = f"{len(found)} Kontakte erfasst" if len(found) > 1 else "1 Kontakt erfasst"
        more = f", die letzten {CONTACTS_NAMED} sind genannt" if len(found) > CONTACTS_NAMED else ""
        return answered("3.5", "yes", f"{said}{more}.", [*linked, *shown])

    def _members(self, one: Assessed) -> list[Member]:
        """Those that are reported as one with it."""
        group = self.at.groups.of(one.participation)
        return [] if group is None else list(group.others)

    def _merged(self, one: Assessed) -> str:
        """That several participations of one person are counted once; nothing of anybody else."""
        others = self._members(one)
        if not others:
            return ""
        entered = ", ".join(day(each.entry_date) for each in others)
        return f" Zusammengeführt mit der Teilnahme derselben Person ab {entered}: gezählt wird der früheste Eintritt."

    def _history(self, one: Assessed) -> list[Place]:
        """The facts of all that are reported as one, and those that say that their persons are one."""
        group = self.at.groups.of(one.participation)
        links = [] if group is None else [Place("intake", link.place) for link in group.links]
        return [place for each in self._one_and_others(one) for place in self._histories.get(each, ())] + links

    def _one_and_others(self, one: Assessed) -> list[UUID]:
        return [one.participation, *(each.participation for each in self._members(one))]

    def _links_of(self, one: Assessed) -> Iterator[Kept]:
        """To cases, of all that are reported as one."""
        for each in self._one_and_others(one):
            if each in self._links:
                yield self._links[each]

    def _persons_of(self, one: Assessed) -> Iterator[UUID]:
        if one.person is not None:
            yield one.person
        yield from (each.person for each in self._members(one))
        yield from (link.person for link in self._links_of(one) if link.person is not None)

    def _exits(self, one: Assessed) -> Iterator[Status]:
        """What was recorded at the exit that counts."""
        day_asked = self.at.question.as_of
        for participation in self.at.groups.ending(one.participation):
            for each in self._statuses.get(participation, ()):
                if each.kind == "exit" and each.date <= day_asked:
                    yield each

    @cached_property
    def _ids(self) -> list[UUID]:
        return [each for one in self.sample for each in self._one_and_others(one)]

    @cached_property
    def _histories(self) -> Mapping[UUID, Sequence[Place]]:
        return histories(self.at, self._ids)

    @cached_property
    def _links(self) -> Mapping[UUID, Kept]:
        return links(self.at, self._ids)

    @cached_property
    def _signed(self) -> Mapping[UUID, Sequence[Kept]]:
        return notices_and_consents(self.at, {person for one in self.sample for person in self._persons_of(one)})

    @cached_property
    def _statuses(self) -> Mapping[UUID, Sequence[Status]]:
        at = self.at
        return statuses_of(at.conn, at.district, at.question.operation, at.knowledge, self._ids)

    @cached_property
    def _found_contacts(self) -> Mapping[UUID, Sequence[Place]]:
        return contacts(self.at, {each.case_id for each in self._links.values() if each.case_id is not None})

    @cached_property
    def _derived(self) -> Mapping[UUID, Sequence[Derived]]:
        """For each participation the codes that it enters, each with its rule and its facts."""
        judged = [
            (
                one.participation,
                indicator,
                Judge(self.at.rules, indicator, None, self.at.groups).verdict(one.participation, one.person, one.row),
            )
            for one in self.sample
            for indicator in self.at.rules.catalogue.indicators
            if indicator.code in one.codes
        ]
        found: dict[UUID, list[Derived]] = {}
        all_places = Evidence(self.at).places([verdict for *_, verdict in judged])
        for (participation, indicator, verdict), places in zip(judged, all_places, strict=True):
            derived = Derived(indicator.code, indicator.title_de, verdict.rule, frozenset(places))
            found.setdefault(participation, []).append(derived)
        return found
