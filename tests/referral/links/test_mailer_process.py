"""The process that sends mails, as the runner starts it: killed at the worst moment, stopped, without a mail server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from services.contracts.referral import MailSent
from services.kernel.settings import Settings
from services.referral.mail_desk import MailDesk
from tests.kit.patience import PATIENCE_S, until
from tests.referral.links.mail_server import Inbox, free_port, serving
from tests.referral.links.partnership import Partnership, asked

pytestmark = pytest.mark.server
COMMAND = (sys.executable, "-m", "services.referral.main", "mailer")


@contextmanager
def mailer(settings: Settings, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "LOTSE_HOME": str(settings.home), "LOTSE_PROCESS": "referral-mailer", **more}
    with subprocess.Popen(COMMAND, env=environment, stderr=subprocess.PIPE) as started:
        try:
            yield started
        finally:
            if started.poll() is None:
                started.kill()


def is_sent(at: Partnership, mail_id: UUID) -> bool:
    return any(isinstance(fact, MailSent) for fact in at.facts(mail_id))


def test_killed_after_the_server_took_it_the_next_one_sends_and_records_it(
    elsewhere: Partnership, tmp_path: Path
) -> None:
    port, inbox = free_port(), Inbox()
    mails = {"LOTSE_SMTP_URL": f"smtp://127.0.0.1:{port}", "LOTSE_MAIL_FROM": "lotse@kreis.example"}
    (tmp_path / "referral-mailer.mail.handed").write_text("")
    mail_id = MailDesk(elsewhere.service, elsewhere.district).ask(elsewhere.partner_id, "sharing_ended", asked())
    elsewhere.fold()

    with serving(inbox, port):
        with mailer(elsewhere.settings, LOTSE_CRASH_FOLDER=str(tmp_path), **mails) as first:
            assert first.wait(PATIENCE_S) == -signal.SIGKILL
        assert (len(inbox.mails), is_sent(elsewhere, mail_id)) == (1, False)
        with mailer(elsewhere.settings, **mails) as second:
            until(lambda: is_sent(elsewhere, mail_id))
            second.terminate()
            assert second.wait(PATIENCE_S) == 0

    assert [mail["Message-ID"] for mail in inbox.mails] == [f"<{mail_id.hex}@kreis.example>"] * 2


def test_without_a_mail_server_it_waits_and_stops_when_told(elsewhere: Partnership) -> None:
    with mailer(elsewhere.settings) as waiting:
        assert waiting.stderr is not None
        assert b"process_started" in waiting.stderr.readline()
        time.sleep(0.5)
        assert waiting.poll() is None
        waiting.terminate()
        assert waiting.wait(PATIENCE_S) == 0
