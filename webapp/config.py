"""What an installation decides, read once from the environment and frozen.

Secrets for development are made by `python -m webapp setup` in `var/secrets.env`; production must be given its own.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

ENVIRONMENTS: Final = ("development", "production", "test")
SECRET_NAMES: Final = ("WAYPOST_SECRET_KEY", "WAYPOST_DATA_KEY")
SECRETS_FILE: Final = Path("var/secrets.env")
_SHORTEST_SECRET: Final = 32


class SettingsError(Exception):
    """A setting is missing, cannot be read or is not safe. `name` is its environment variable."""

    def __init__(self, name: str, advice: str) -> None:
        self.name = name
        super().__init__(f"{name}: {advice}")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting. The comment over each says its environment variable and what it does."""

    # WAYPOST_SECRET_KEY: signs form tokens and hashes network addresses. At least 32 characters.
    secret_key: str = field(repr=False)
    # WAYPOST_DATA_KEY: base64 of 32 bytes; wraps the key of each journey's personal data. Losing it loses that data.
    # To change it, give the new one, a comma and the old one, run `migrate`, then drop the old one.
    data_key: str = field(repr=False)
    # WAYPOST_ENVIRONMENT: development, production or test. Production insists on safe secrets and HTTPS cookies.
    environment: str = "development"
    # DATABASE_URL: sqlite:///path or postgresql://user@host/name.
    database_url: str = "sqlite:///var/waypost.db"
    # PORT: where `python -m webapp run` listens.
    port: int = 8000
    # WAYPOST_BASE_URL: the address people type, for links in messages; no slash at the end.
    base_url: str = "http://127.0.0.1:8000"
    # WAYPOST_SITE_NAME: shown in the header and in every title.
    site_name: str = "State of Meridian"
    # WAYPOST_SITE_NOTE: one sentence at the foot of every page.
    site_note: str = "An invented state: nothing you send here reaches a real agency."
    # WAYPOST_EMERGENCY_PHONE, WAYPOST_HELP_PHONE, WAYPOST_INTERPRETER_PHONE: on every page; empty hides one.
    emergency_phone: str = "911"
    help_phone: str = "555-0100"
    interpreter_phone: str = "555-0101"
    # WAYPOST_LEAVE_URL: where "Leave this site now" leads: a page that anybody may have looked at, such as the weather.
    leave_url: str = "https://www.weather.gov/"
    # WAYPOST_TIME_ZONE: in which times of day are shown to staff.
    time_zone: str = "America/New_York"
    # WAYPOST_JOURNEY_DAYS: an untouched journey and its answers are erased after so many days.
    journey_days: int = 30
    # WAYPOST_SAMPLES: `no` starts a new installation without sample journeys and tickets. Production never has any.
    samples: bool = True
    # WAYPOST_REMINDER_DAYS: whoever asked for it is told by email so many days before their answers are erased.
    reminder_days: int = 5
    # WAYPOST_APPROVAL_REMINDER_HOURS: whoever a release waits for is told again after so many hours; 0 never.
    approval_reminder_hours: int = 48
    # WAYPOST_SMTP_URL: smtp://host, smtp+tls://user:password@host:587 or smtps://… sends mail. Without it, development
    # writes mail to var/mail, and production offers none.
    smtp_url: str = field(default="", repr=False)
    # WAYPOST_MAIL_FROM: the address mail comes from.
    mail_from: str = "no-reply@waypost.example"
    # WAYPOST_SESSION_IDLE_MINUTES: staff are signed out after so long without a request.
    session_idle_minutes: int = 60
    # WAYPOST_SESSION_HOURS: staff are signed out after so long in any case.
    session_hours: int = 12
    # WAYPOST_TRUSTED_PROXIES: how many proxies in front may be believed about the client's address and scheme.
    trusted_proxies: int = 0
    # WAYPOST_LOG_LEVEL: debug, info, warning or error.
    log_level: str = "info"

    @classmethod
    def from_env(cls, environ: Mapping[str, str], secrets_file: Path = SECRETS_FILE) -> Settings:
        """Read the environment, and outside production the secrets file under it."""
        environment = environ.get("WAYPOST_ENVIRONMENT", "development")
        if environment not in ENVIRONMENTS:
            raise SettingsError("WAYPOST_ENVIRONMENT", f"must be one of {', '.join(ENVIRONMENTS)}")
        given = dict(environ) if environment == "production" else {**load_secrets(secrets_file), **environ}
        port = _whole_number(given, "PORT", cls.port)
        if not 0 < port < 65536:
            raise SettingsError("PORT", "must be from 1 to 65535")
        return cls(
            environment=environment,
            secret_key=_secret_key(given),
            data_key=_data_key(given),
            database_url=given.get("DATABASE_URL") or cls.database_url,
            port=port,
            base_url=_base_url(given, environment, port),
            site_name=given.get("WAYPOST_SITE_NAME") or cls.site_name,
            site_note=given.get("WAYPOST_SITE_NOTE", cls.site_note),
            emergency_phone=given.get("WAYPOST_EMERGENCY_PHONE", cls.emergency_phone),
            help_phone=given.get("WAYPOST_HELP_PHONE", cls.help_phone),
            interpreter_phone=given.get("WAYPOST_INTERPRETER_PHONE", cls.interpreter_phone),
            leave_url=_leave_url(given),
            time_zone=given.get("WAYPOST_TIME_ZONE") or cls.time_zone,
            journey_days=_whole_number(given, "WAYPOST_JOURNEY_DAYS", cls.journey_days),
            samples=given.get("WAYPOST_SAMPLES", "yes").lower() not in ("no", "0", "false"),
            reminder_days=_whole_number(given, "WAYPOST_REMINDER_DAYS", cls.reminder_days),
            approval_reminder_hours=_whole_number(
                given, "WAYPOST_APPROVAL_REMINDER_HOURS", cls.approval_reminder_hours
            ),
            smtp_url=_smtp_url(given),
            mail_from=given.get("WAYPOST_MAIL_FROM") or cls.mail_from,
            session_idle_minutes=_whole_number(given, "WAYPOST_SESSION_IDLE_MINUTES", cls.session_idle_minutes),
            session_hours=_whole_number(given, "WAYPOST_SESSION_HOURS", cls.session_hours),
            trusted_proxies=_whole_number(given, "WAYPOST_TRUSTED_PROXIES", cls.trusted_proxies),
            log_level=given.get("WAYPOST_LOG_LEVEL") or cls.log_level,
        )

    @property
    def is_production(self) -> bool:
        """Real people use it."""
        return self.environment == "production"

    @property
    def can_send_mail(self) -> bool:
        """By a mail server, or into a folder where it is only tried out."""
        return bool(self.smtp_url) or not self.is_production

    @property
    def has_secure_cookies(self) -> bool:
        """Cookies travel over HTTPS only: always in production, elsewhere when the address says so."""
        return self.is_production or self.base_url.startswith("https://")


def load_secrets(path: Path) -> dict[str, str]:
    """Read NAME=value lines; a file that is not there holds none."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def _required(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "")
    if not value:
        raise SettingsError(name, "is missing; run `make setup`, or set it in the environment of a production server")
    return value


def _secret_key(given: Mapping[str, str]) -> str:
    value = _required(given, "WAYPOST_SECRET_KEY")
    if len(value) < _SHORTEST_SECRET or len(set(value)) < _SHORTEST_SECRET // 4:
        raise SettingsError("WAYPOST_SECRET_KEY", f"needs at least {_SHORTEST_SECRET} random characters")
    return value


def _data_key(given: Mapping[str, str]) -> str:
    value = _required(given, "WAYPOST_DATA_KEY")
    for part in value.split(","):
        if not _is_safe_key(part.strip()):
            raise SettingsError("WAYPOST_DATA_KEY", "must be the base64 of 32 random bytes, or several with commas")
    return value


def _is_safe_key(text: str) -> bool:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        return False
    return len(key) == 32 and len(set(key)) >= 8


def _base_url(given: Mapping[str, str], environment: str, port: int) -> str:
    value = given.get("WAYPOST_BASE_URL", "").rstrip("/")
    if environment == "production" and not value.startswith("https://"):
        raise SettingsError("WAYPOST_BASE_URL", "must be the https:// address that people use")
    return value or f"http://127.0.0.1:{port}"


def _leave_url(given: Mapping[str, str]) -> str:
    value = given.get("WAYPOST_LEAVE_URL") or Settings.leave_url
    if not value.startswith("https://"):
        raise SettingsError("WAYPOST_LEAVE_URL", "must be the https:// address of another website")
    return value


def _smtp_url(given: Mapping[str, str]) -> str:
    value = given.get("WAYPOST_SMTP_URL", "")
    try:
        parts = urlsplit(value)
        is_good = parts.scheme in ("smtp", "smtp+tls", "smtps") and bool(parts.hostname) and (parts.port or 25) > 0
    except ValueError:
        is_good = False
    if value and not is_good:
        raise SettingsError("WAYPOST_SMTP_URL", "must look like smtp+tls://user:password@host:587")
    if value and parts.password and parts.scheme == "smtp":
        raise SettingsError("WAYPOST_SMTP_URL", "would send its password in the clear; use smtp+tls:// or smtps://")
    return value


def _whole_number(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name, "")
    if not value:
        return default
    if not value.isdecimal():
        raise SettingsError(name, f"must be a whole number, not {value!r}")
    return int(value)
