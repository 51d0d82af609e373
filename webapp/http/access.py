"""Who may use a route. Each one says so with `@public` or `@requires`, or the application does not start."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, g, request

from webapp.http.catalogs import SOURCE_LANGUAGE
from webapp.http.csrf import STAFF_COOKIE
from webapp.http.database import unit_of_work
from webapp.http.htmx import is_htmx
from webapp.http.locale import use_language
from webapp.http.logging import ACTOR
from webapp.http.security import keep_private, read_cookie
from webapp.http.wiring import now, wiring
from webapp.services.accounts import Actor, Permission, find_actor

P = ParamSpec("P")
R = TypeVar("R")
PUBLIC: Final = "public"
_MARK: Final = "waypost_access"


class UndeclaredAccessError(Exception):
    """A route that does not say who may use it."""

    def __init__(self, endpoints: list[str]) -> None:
        self.endpoints = endpoints
        super().__init__(f"mark with @public or @requires: {', '.join(endpoints)}")


class SignInNeededError(Exception):
    """The page is for staff and nobody is signed in. `next_url` is where to go on afterwards."""

    def __init__(self, next_url: str) -> None:
        self.next_url = next_url
        super().__init__("sign in first")


class ForbiddenError(Exception):
    """Signed in, but the role does not allow it."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        super().__init__(f"needs {permission}")


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody may use this route; no session is looked up."""
    setattr(view, _MARK, PUBLIC)
    return view


def requires(permission: Permission, *, is_background: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Only signed-in people whose role has `permission` may use this route.

    `is_background`: a page asks by itself. That keeps nobody signed in, and leads nobody to the sign-in page.
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            # Staff pages are in English so far: half a translation would be read aloud in the wrong voice.
            use_language(SOURCE_LANGUAGE)
            keep_private()
            g.is_background = is_background
            actor = find_current_actor()
            if actor is None and is_background and is_htmx():
                abort(401)
            if actor is None:
                raise SignInNeededError(address_to_return_to())
            if permission not in actor.permissions:
                raise ForbiddenError(permission)
            return view(*args, **kwargs)

        setattr(guarded, _MARK, permission)
        return guarded

    return mark


def find_current_actor() -> Actor | None:
    """Who is signed in, looked up once a request; None for the public."""
    if "actor" not in g:
        token = read_cookie(STAFF_COOKIE)
        if not token:
            g.actor = None
        else:
            with unit_of_work() as uow:
                g.actor = find_actor(
                    uow,
                    token,
                    now=now(),
                    idle_minutes=wiring().settings.session_idle_minutes,
                    is_background=g.get("is_background", False),
                )
    found: Actor | None = g.actor
    if found is not None:
        request.environ[ACTOR] = found.id
    return found


def current_actor() -> Actor:
    """Who is signed in, on a route marked with `@requires`."""
    actor = find_current_actor()
    if actor is None:
        raise SignInNeededError(address_to_return_to())
    return actor


def access_of(view: Callable[..., Any]) -> str | Permission | None:
    """What a view declares: `PUBLIC`, a permission, or None when it forgot."""
    declared: str | Permission | None = getattr(view, _MARK, None)
    return declared


def check_access(app: Flask) -> None:
    """Refuse to start while a route does not say who may use it."""
    silent = [endpoint for endpoint, view in app.view_functions.items() if access_of(view) is None]
    if silent:
        raise UndeclaredAccessError(sorted(silent))


def address_to_return_to() -> str:
    """The page that was asked for; for a form or a piece of a page, the page of this site on which it stood."""
    if request.method == "GET" and "HX-Request" not in request.headers:
        return request.full_path.rstrip("?")
    try:
        page = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    except ValueError:
        return ""
    if page.netloc != request.host:
        return ""
    return f"{page.path}?{page.query}" if page.query else page.path
