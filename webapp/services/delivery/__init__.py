"""The outbox: what must reach another system, written with its cause and delivered by the worker."""

from webapp.services.delivery.outbox import (
    DELIVER_TICKET,
    FIND_NEAREST,
    SEND_MAIL,
    TELL_STAFF,
    mail_key,
    put_delivery,
    put_mail,
    put_nearest,
    put_telling,
    reference_of,
    telling_subject,
)

__all__ = [
    "DELIVER_TICKET",
    "FIND_NEAREST",
    "SEND_MAIL",
    "TELL_STAFF",
    "mail_key",
    "put_delivery",
    "put_mail",
    "put_nearest",
    "put_telling",
    "reference_of",
    "telling_subject",
]
