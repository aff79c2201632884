"""The eventsourcing library's own conformance tests, run against our recorder."""

from collections.abc import Callable
from typing import ClassVar

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.tests.persistence import ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase

from services.kernel.log import Log
from services.kernel.recorder import DistrictRecorder

pytestmark = pytest.mark.server


class OnFreshDistricts:
    """Each recorder the library's tests ask for is on a district of its own."""

    make: ClassVar[Callable[[], DistrictRecorder]]

    @pytest.fixture(autouse=True)
    def _recorders(self, log: Log, new_district: Callable[[], str]) -> None:
        type(self).make = staticmethod(lambda: DistrictRecorder(log, new_district()))

    def create_recorder(self) -> DistrictRecorder:
        return type(self).make()


class TestDistrictRecorder(OnFreshDistricts, ApplicationRecorderTestCase[DistrictRecorder]):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()

    def test_versions_of_a_stream_are_selected_by_range(self) -> None:
        recorder = self.create_recorder()
        stream = self.new_originator_id()
        recorder.insert_events([StoredEvent(stream, version, "topic", b"state") for version in (1, 2, 3, 4)])
        assert [event.originator_version for event in recorder.select_events(stream, gt=1, lte=3)] == [2, 3]
        assert [event.originator_version for event in recorder.select_events(stream, desc=True, limit=2)] == [4, 3]
        assert recorder.select_events(stream, gt=4) == []

    def test_a_conflict_stores_nothing_of_the_call(self) -> None:
        recorder = self.create_recorder()
        stream, other = self.new_originator_id(), self.new_originator_id()
        recorder.insert_events([StoredEvent(stream, 1, "topic", b"")])
        with pytest.raises(IntegrityError):
            recorder.insert_events([StoredEvent(other, 1, "topic", b""), StoredEvent(stream, 1, "topic", b"")])
        assert recorder.max_notification_id() == 1
        assert recorder.insert_events([]) == []


class TestNonInterleaving(OnFreshDistricts, NonInterleavingNotificationIDsBaseCase):
    pass


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase  # pytest would collect the abstract ones
