"""The process that sends mails to partners: ``python -m services.referral.main mailer``. No nameko, no broker."""

from functools import partial

from services.kernel.follow import LogFollower
from services.kernel.logging import get_logger
from services.kernel.settings import Settings
from services.kernel.signals import stop_on_signals
from services.kernel.watch import LogWatch
from services.referral.application import referral
from services.referral.mail.mailer import Mailer
from services.referral.mail.message import expect_sender
from services.referral.mail.smtp import MailServer
from services.referral.opening import SERVICE

log = get_logger()


def run_mailer(settings: Settings) -> int:
    """Until SIGTERM or SIGINT; returns the exit code. Without a mail server it waits with the mails.

    Raises MailServerMisnamed, AddressUnusable for settings that nothing can be sent with.
    """
    stop = stop_on_signals()
    log.info("process_started")
    made = mailer(settings)
    if made is None:
        stop.wait()
    else:
        LogFollower(partial(LogWatch, settings.service_database_url(SERVICE)), made.step).run(stop)
    log.info("process_stopped")
    return 0


def mailer(settings: Settings) -> Mailer | None:
    """The sender of this installation; None where no mail server or no sender is set."""
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    service = referral(settings)
    expect_sender(settings.mail_from)
    return Mailer(service, MailServer.at(settings.smtp_url), settings.mail_from)
