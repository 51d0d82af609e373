"""Journeys of the public: start, look, give, return, start again. What follows from an input is in `effects`."""

from webapp.services.journeys.codes import exchange_return_code, make_return_code
from webapp.services.journeys.directory import get_directory, get_service, list_services, list_services_leading_to
from webapp.services.journeys.errors import (
    JourneyConflictError,
    JourneyExpiredError,
    JourneyNotFoundError,
    JourneyServiceError,
    NotOnPathError,
    ReturnCodeRefusedError,
    ReturnLinkRefusedError,
    SecretRefusedError,
    ServiceChangedError,
    UnknownServiceError,
)
from webapp.services.journeys.files import give_with_files, open_own_file
from webapp.services.journeys.giving import give, look_at_refused
from webapp.services.journeys.links import (
    exchange_return_link,
    mail_return_link,
    make_return_link,
    send_reminders,
)
from webapp.services.journeys.nearness import find_nearest_of
from webapp.services.journeys.redating import DateChoice, choose_date, find_date_choice
from webapp.services.journeys.retention import erase_expired, expire_journeys
from webapp.services.journeys.service import asks_way_out, look, set_language, start_again, start_journey
from webapp.services.journeys.showing import consent_on
from webapp.services.journeys.views import Directory, Receipt, ServiceCard, ServicePage, Started, Traffic, View

__all__ = [
    "DateChoice",
    "Directory",
    "JourneyConflictError",
    "JourneyExpiredError",
    "JourneyNotFoundError",
    "JourneyServiceError",
    "NotOnPathError",
    "Receipt",
    "ReturnCodeRefusedError",
    "ReturnLinkRefusedError",
    "SecretRefusedError",
    "ServiceCard",
    "ServiceChangedError",
    "ServicePage",
    "Started",
    "Traffic",
    "UnknownServiceError",
    "View",
    "asks_way_out",
    "choose_date",
    "consent_on",
    "erase_expired",
    "exchange_return_code",
    "exchange_return_link",
    "expire_journeys",
    "find_date_choice",
    "find_nearest_of",
    "get_directory",
    "get_service",
    "give",
    "give_with_files",
    "list_services",
    "list_services_leading_to",
    "look",
    "look_at_refused",
    "mail_return_link",
    "make_return_code",
    "make_return_link",
    "open_own_file",
    "send_reminders",
    "set_language",
    "start_again",
    "start_journey",
]
