"""The outbox: what must reach another system, written with its cause and delivered by the worker."""

from webapp.services.delivery.outbox import DELIVER_TICKET, SEND_MAIL, mail_key, put_delivery, put_mail

__all__ = ["DELIVER_TICKET", "SEND_MAIL", "mail_key", "put_delivery", "put_mail"]
