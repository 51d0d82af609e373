"""Messages to people: what they say, and to whom."""

from webapp.services.notifications.addresses import AddressRefusedError, read_address
from webapp.services.notifications.mails import (
    MAY_WRITE,
    Mail,
    Sender,
    Writer,
    build_link_mail,
    build_message_mail,
    build_reminder_mail,
    build_staff_mail,
)

__all__ = [
    "MAY_WRITE",
    "AddressRefusedError",
    "Mail",
    "Sender",
    "Writer",
    "build_link_mail",
    "build_message_mail",
    "build_reminder_mail",
    "build_staff_mail",
    "read_address",
]
