"""Makes ids and readable words from the names of another system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MOST = 80


class Names:
    """Ids for foreign names: each name always gets the same id, and no two names get the same one."""

    def __init__(self, prefix: str, *, reserved: Iterable[str] = ()) -> None:
        self._prefix = prefix
        self._ids: dict[str, str] = {}
        self._taken = set(reserved)

    def id_of(self, name: str) -> str:
        """The id of a foreign name; `prefix` leads where the name does not begin with a letter."""
        if name not in self._ids:
            self._ids[name] = self._free(_plain(name, self._prefix))
            self._taken.add(self._ids[name])
        return self._ids[name]

    def new_id(self, name: str) -> str:
        """An id that nothing has yet, for something whose name may stand twice."""
        found = self._free(_plain(name, self._prefix))
        self._taken.add(found)
        return found

    def _free(self, wanted: str) -> str:
        found, number = wanted, 1
        while found in self._taken:
            number += 1
            found = f"{wanted[: _MOST - 5]}-{number}"
        return found


def readable(name: str) -> str:
    """A foreign name as words: `how_old_are_you?` becomes “How old are you?”; a sentence stays as it is."""
    words = name if " " in name.strip() else re.sub(r"[_-]+", " ", name)
    words = words.strip().replace("{", "{{").replace("}", "}}")
    return words[:1].upper() + words[1:] or name


def _plain(name: str, prefix: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9_-]+", "-", letters).strip("-_")
    if not plain[:1].isalpha():
        plain = f"{prefix}-{plain}".strip("-")
    return plain[:_MOST].rstrip("-_")
