"""Messages to people: what they say, and to whom."""

from webapp.services.notifications.addresses import AddressRefusedError, read_address
from webapp.services.notifications.mails import Mail, Sender, build_link_mail, build_reminder_mail

__all__ = ["AddressRefusedError", "Mail", "Sender", "build_link_mail", "build_reminder_mail", "read_address"]
