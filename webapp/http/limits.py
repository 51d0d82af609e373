"""How often one network may start, return, ask for a status or try to sign in.

Counted in a shared table, so that it holds across processes. The address itself is never stored: only a keyed
hash of its network, with another key each day, so that yesterday's counts lead back to nobody.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from flask import request

from webapp.http.database import unit_of_work
from webapp.http.wiring import now, wiring

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many requests in one window."""

    requests: int
    window: timedelta


LIMITS: Final[dict[str, Limit]] = {
    # A library or a shelter shares one address: generous enough for a room full of people.
    "start": Limit(requests=120, window=timedelta(minutes=10)),
    "return": Limit(requests=30, window=timedelta(minutes=10)),
    # Fifty bits: nobody finds a code at this pace, and one code, right or wrong, is tried no oftener than that.
    "code": Limit(requests=20, window=timedelta(minutes=10)),
    "one-code": Limit(requests=10, window=timedelta(hours=1)),
    # Nobody's mailbox is filled through us.
    "mail": Limit(requests=20, window=timedelta(hours=1)),
    "mail-journey": Limit(requests=5, window=timedelta(hours=1)),
    "mail-address": Limit(requests=5, window=timedelta(hours=1)),
    # Each file is made anew by a program of its own.
    "file": Limit(requests=60, window=timedelta(minutes=10)),
    "save": Limit(requests=60, window=timedelta(minutes=10)),
    "feedback": Limit(requests=60, window=timedelta(minutes=10)),
    # Nobody fills an agent's desk, neither from one place nor about one request.
    "message": Limit(requests=20, window=timedelta(minutes=10)),
    "message-request": Limit(requests=20, window=timedelta(hours=1)),
    # A status code has too many values to guess at this pace.
    "status": Limit(requests=30, window=timedelta(minutes=10)),
    # An agency reads and writes from behind one address; through one link nobody fills the designers' pages.
    "review-read": Limit(requests=600, window=timedelta(minutes=10)),
    # Trying answers many pages, and writes nothing.
    "review-try": Limit(requests=600, window=timedelta(minutes=10)),
    "review": Limit(requests=120, window=timedelta(minutes=10)),
    "review-link": Limit(requests=120, window=timedelta(hours=1)),
    # An office signs in from behind one address; one person's password is guarded by the two that follow.
    "sign-in": Limit(requests=60, window=timedelta(minutes=10)),
    "account": Limit(requests=10, window=timedelta(minutes=15)),
    "known-browser": Limit(requests=20, window=timedelta(minutes=15)),
}


class TooManyRequestsError(Exception):
    """This network has asked too often; it may ask again after `retry_after`."""

    def __init__(self, retry_after: timedelta) -> None:
        self.retry_after = retry_after
        super().__init__(f"again in {int(retry_after.total_seconds())} seconds")


def limited(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Count each POST to this route against `name`, and refuse those beyond its limit."""
    LIMITS[name]

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if request.method == "POST":
                check_limit(name)
            return view(*args, **kwargs)

        return guarded

    return mark


def check_limit(name: str, *, whom: str = "") -> None:
    """Count one request against `name`, by network unless `whom` is told. Raises TooManyRequestsError."""
    limit = LIMITS[name]
    with unit_of_work() as uow, uow.write():
        count = uow.limits.count(_key(name, whom), window=limit.window, now=now())
    if count > limit.requests:
        raise TooManyRequestsError(limit.window)


def network_of(address: str) -> str:
    """One IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _key(name: str, whom: str) -> str:
    counted = whom or network_of(request.remote_addr or "")
    message = f"limit\0{name}\0{now().date().isoformat()}\0{counted}".encode()
    return hmac.new(wiring().settings.secret_key.encode(), message, hashlib.sha256).hexdigest()
