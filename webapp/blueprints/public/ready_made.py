"""Question pages that are ready but for the person: rendered once, and filled in for everybody after.

Most of a question's page is the same for all who come to it the same way. What is a person's own (the journey's
address, the form's token, the answers so far) is left as a gap and put in as text. A test holds the result to
the plain rendering, letter by letter. No answer is ever part of what is kept.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import replace
from threading import Lock
from typing import Final

from flask import get_template_attribute, render_template
from markupsafe import escape

from engine.channels import Line, Page, PageKind
from webapp.http.csrf import csrf_token
from webapp.services.journeys import View

_SECRET: Final = secrets.token_hex(12)
_GAP: Final = re.compile(f"{_SECRET}-([a-z0-9]+)-")


def gap(name: str) -> str:
    """What stands for a person's own while a page is made ready. Nobody can type it: it has a secret in it."""
    return f"{_SECRET}-{name}-"


JOURNEY: Final = gap("journey")


class ReadyPages:
    """The pages that were made ready last, each by everything that is in it. Shared by a process's threads."""

    def __init__(self, *, at_most: int = 512) -> None:
        self._pages: OrderedDict[Hashable, tuple[str, ...]] = OrderedDict()
        self._at_most = at_most
        self._lock = Lock()

    def question(self, view: View, *, title: str, back_url: str) -> str:
        """The middle of a question's page. `back_url` has `JOURNEY` where the journey's public id belongs."""
        page = replace(view.page, lines=_with_gaps(view.page.lines), reasons=(), answered=0)
        key = (page, title, back_url, view.language, view.outdated)
        ready = self._find(key)
        if ready is None:
            ready = self._make(replace(view, page=page, public_id=JOURNEY), title, back_url)
            self._keep(key, ready)
        answers = {f"v{number}": str(escape(line.value)) for number, line in enumerate(view.page.lines)}
        return _fill(ready, {"journey": view.public_id, "token": csrf_token(), "why": _why(view), **answers})

    @staticmethod
    def _make(view: View, title: str, back_url: str) -> tuple[str, ...]:
        """Text and the names of gaps, in turns."""
        own = {"token": gap("token"), "reasons": gap("why"), "returning": False, "note": ""}
        return tuple(_GAP.split(render_template(QUESTION, view=view, title=title, back_url=back_url, **own)))

    def _find(self, key: Hashable) -> tuple[str, ...] | None:
        with self._lock:
            ready = self._pages.get(key)
            if ready is not None:
                self._pages.move_to_end(key)
            return ready

    def _keep(self, key: Hashable, ready: tuple[str, ...]) -> None:
        with self._lock:
            self._pages[key] = ready
            if len(self._pages) > self._at_most:
                self._pages.popitem(last=False)


QUESTION: Final = "public/_question.html"


def is_common(page: Page) -> bool:
    """True for a question as everybody meets it: nothing given, nothing typed, nothing wrong."""
    field = page.field
    if page.kind is not PageKind.QUESTION or page.errors or page.returning or field is None or field.value:
        return False
    return not any(part.value for part in field.parts) and not any(choice.checked for choice in field.choices)


def _with_gaps(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The answers without what was answered; one that is empty stays so, for the page says it in words."""
    return tuple(replace(line, value=gap(f"v{number}")) if line.value else line for number, line in enumerate(lines))


def _why(view: View) -> str:
    return str(get_template_attribute("components/why.html", "why_here")(view.page)) if view.page.reasons else ""


def _fill(ready: tuple[str, ...], values: Mapping[str, str]) -> str:
    parts = list(ready)
    parts[1::2] = [values[name] for name in ready[1::2]]
    return "".join(parts)
