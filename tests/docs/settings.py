"""Writes the generated tables of docs/operators.md: settings and limits, `python -m tests.docs.settings`.

What stands between `<!-- settings -->` or `<!-- limits -->` and the next `<!-- end -->` is replaced.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from webapp.config import Settings
from webapp.http.limits import LIMITS

PAGE = Path(__file__).parents[2] / "docs" / "operators.md"
_PART = re.compile(r"(<!-- (settings|limits) -->\n).*?(<!-- end -->)", re.S)
_NAME = re.compile(r"[A-Z][A-Z_]+")
_COUNTED = {
    "start": "starting a service",
    "return": "opening a return link",
    "code": "trying return codes",
    "one-code": "trying one and the same return code, from anywhere",
    "mail": "asking for mail",
    "mail-journey": "mail about one and the same journey",
    "mail-address": "mail to one and the same address",
    "save": "asking for a way to come back",
    "feedback": "saying whether an article helped",
    "message": "writing to one's own request",
    "message-request": "writing to one and the same request, from anywhere",
    "status": "asking for a ticket's status",
    "sign-in": "signing in",
    "account": "trying to sign in to one account, from anywhere",
    "known-browser": "the same, in a browser that signed in to it before",
    "file": "sending or removing a file",
}


def render(page: str) -> str:
    """The page with the tables of today's code."""
    tables = {"settings": _settings, "limits": _limits}
    return _PART.sub(lambda part: part[1] + "\n".join(tables[part[2]]()) + "\n" + part[3], page)


def settings() -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of each setting, from the comments over the fields of `Settings`."""
    comment: list[str] = []
    names: list[str] = []
    fields = {each.name: each for each in dataclasses.fields(Settings)}
    for line in inspect.getsource(Settings).splitlines():
        text = line.strip()
        if text.startswith("# "):
            comment = [*comment, text[2:]] if not names else [text[2:]]
            names = []
        elif text.split(":")[0] in fields and comment:
            told, _, meaning = " ".join(comment).partition(": ")
            names = names or _NAME.findall(told)
            yield names[0], _default(fields[text.split(":")[0]]), meaning
            names = names[1:]
            comment = comment if names else []


def _settings() -> Iterator[str]:
    yield "| setting | without it | what it does |"
    yield "|---|---|---|"
    for name, default, meaning in settings():
        yield f"| `{name}` | {default} | {meaning[:1].upper()}{meaning[1:]} |"


def _default(field: dataclasses.Field[object]) -> str:
    if field.default is dataclasses.MISSING:
        return "**must be given in production**"
    words = (
        {True: "yes", False: "no"}.get(field.default, field.default)
        if isinstance(field.default, bool)
        else field.default
    )
    return f"`{words}`" if words != "" else "none"


def _limits() -> Iterator[str]:
    yield "| what | how often |"
    yield "|---|---|"
    for name, limit in LIMITS.items():
        what = _COUNTED.get(name, f"`{name}`")
        yield f"| {what} | {limit.requests} in {_span(limit.window)} |"


def _span(window: timedelta) -> str:
    minutes = int(window.total_seconds()) // 60
    hours = minutes // 60
    return f"{minutes} minutes" if minutes % 60 else "an hour" if hours == 1 else f"{hours} hours"


if __name__ == "__main__":
    PAGE.write_text(render(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} written\n")
