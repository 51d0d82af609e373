"""In whose name and in which words this installation writes to people."""

from __future__ import annotations

from webapp.http.locale import words
from webapp.http.wiring import wiring
from webapp.services.notifications import Sender, Writer


def sender() -> Sender:
    """Whose mail it is, and where links lead."""
    settings = wiring().settings
    return Sender(name=settings.site_name, base_url=settings.base_url)


def find_writer() -> Writer | None:
    """None where no mail can be sent; the pages then say so."""
    return Writer(sender=sender(), words=words) if wiring().settings.can_send_mail else None
