"""A form that came after its writer's session had ended: it travels through the sign-in page and is offered again.

Only forms of the editor: texts of flows, which are to be public anyway. Nothing is stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from flask import request

from webapp.http.csrf import FIELD
from webapp.http.forms import safe_next

_WHERE: Final = "/editor/"
_MOST: Final = 60_000
"""Letters that are kept: what fits into the sign-in form in any script."""


@dataclass(frozen=True, kw_only=True)
class KeptForm:
    """Where a form was sent, and what it held."""

    to: str
    fields: tuple[tuple[str, str], ...]

    @property
    def as_json(self) -> str:
        """For a hidden field."""
        return json.dumps(self.fields, ensure_ascii=False)

    @property
    def written(self) -> tuple[str, ...]:
        """What a person wrote in it: texts, and not the names and digests beside them."""
        return tuple(value for name, value in self.fields if value.strip() and not name.startswith(("was-", "op")))


def kept_form() -> KeptForm | None:
    """The form in this request; None when it is none of the editor's, or holds nothing."""
    if request.method != "POST" or not request.path.startswith(_WHERE):
        return None
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name != FIELD)
    if not fields or sum(len(name) + len(value) for name, value in fields) > _MOST:
        return None
    return KeptForm(to=request.path, fields=fields)


def read_kept() -> KeptForm | None:
    """The form that the sign-in page carries; None when it carries none, or one that no page of ours made."""
    to = safe_next(request.form.get("kept_to", ""), "")
    try:
        fields = json.loads(request.form.get("kept_fields", ""))
    except ValueError:
        return None
    if not to.startswith(_WHERE) or not isinstance(fields, list):
        return None
    pairs = [each for each in fields if isinstance(each, list) and len(each) == 2]
    if len(pairs) != len(fields) or not all(isinstance(part, str) for pair in pairs for part in pair):
        return None
    return KeptForm(to=to, fields=tuple((name, value) for name, value in pairs))
