"""Connectors talk to systems outside. They are handed a delivery; when, how often and what then is the outbox's."""

from webapp.connectors import console  # noqa: F401  files itself
from webapp.connectors.base import Connector, Delivery, DeliveryError
from webapp.connectors.mail_folder import MailFolderConnector
from webapp.connectors.registry import connectors
from webapp.connectors.smtp import SmtpConnector

__all__ = ["Connector", "Delivery", "DeliveryError", "MailFolderConnector", "SmtpConnector", "connectors"]
