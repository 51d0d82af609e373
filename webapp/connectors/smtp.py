"""Sends mail through a mail server, encrypted wherever there is a password."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from webapp.connectors.base import Delivery, DeliveryError
from webapp.connectors.letters import build_letter

_PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_SECONDS: Final = 30


class SmtpConnector:
    """`url` is smtp://host (a relay that is trusted), smtp+tls://user:password@host:587 or smtps://…"""

    name = "smtp"

    def __init__(self, url: str, *, sender: str) -> None:
        self._parts = urlsplit(url)
        self._sender = sender

    def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        letter = build_letter(delivery, sender=self._sender)
        try:
            with self._connect() as server:
                if self._parts.username:
                    server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
                server.send_message(letter)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise DeliveryError(_reason(error), is_permanent=_is_permanent(error)) from None
        except (smtplib.SMTPException, OSError) as error:
            # The server's words may quote the address: only the kind of failure is kept.
            raise DeliveryError(f"the mail server: {type(error).__name__}") from None
        return {"connector": self.name}

    def _connect(self) -> smtplib.SMTP:
        scheme, host = self._parts.scheme, self._parts.hostname or ""
        port = self._parts.port or _PORTS[scheme]
        if scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
        if scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
        return server


def _codes(error: smtplib.SMTPException) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _is_permanent(error: smtplib.SMTPException) -> bool:
    codes = _codes(error)
    return bool(codes) and all(500 <= code < 600 for code in codes)


def _reason(error: smtplib.SMTPException) -> str:
    return f"the mail server refused it: {', '.join(map(str, _codes(error)))}"
