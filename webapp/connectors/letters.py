"""A mail as the standard writes it."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from webapp.connectors.base import Delivery, DeliveryError


def build_letter(delivery: Delivery, *, sender: str) -> EmailMessage:
    """Plain text. The message id stays the same however often it is tried. Raises DeliveryError."""
    payload = delivery.payload
    letter = EmailMessage(policy=SMTP)
    local, _, domain = str(payload["to"]).rpartition("@")
    try:
        letter["To"] = Address(username=local, domain=domain)
        letter["From"] = sender
        letter["Subject"] = " ".join(str(payload["subject"]).split())
    except (ValueError, IndexError) as error:
        raise DeliveryError("this address cannot be written to", is_permanent=True) from error
    letter["Message-ID"] = f"<{delivery.key.replace(':', '.')}@waypost>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(str(payload["text"]))
    letter["Content-Language"] = str(payload["language"])
    return letter
