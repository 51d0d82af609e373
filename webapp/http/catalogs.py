"""Reads the interface's sentences in other languages: whatever lies in the folder of translations, checked."""

from __future__ import annotations

import gettext as gettext_module
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from engine.model import Words

SOURCE_LANGUAGE: Final = "en"
TRANSLATIONS: Final = Path(__file__).parent.parent / "translations"
_NAMED: Final = re.compile(r"%\((\w+)\)[sd]")

Catalogs = Mapping[str, gettext_module.NullTranslations]


class CatalogError(Exception):
    """A catalog that cannot be used. Says which, and what is wrong with it."""

    def __init__(self, path: Path, what: str) -> None:
        self.path = path
        super().__init__(f"{path}: {what}")


@cache
def load_catalogs(folder: Path = TRANSLATIONS) -> Catalogs:
    """Read every `<language>/LC_MESSAGES/messages.po`. English is what the code itself says. Raises CatalogError."""
    catalogs: dict[str, gettext_module.NullTranslations] = {SOURCE_LANGUAGE: gettext_module.NullTranslations()}
    for path in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        catalogs[path.parts[-3].replace("_", "-")] = _load(path)
    return catalogs


def _load(path: Path) -> gettext_module.NullTranslations:
    compiled = io.BytesIO()
    try:
        with path.open("rb") as source:
            catalog = read_po(source, locale=path.parts[-3].replace("-", "_"), abort_invalid=True)
        wrong = next(_wrong(catalog), "")
        _hold_numbers(catalog, Words(path.parts[-3]))
        write_mo(compiled, catalog)
        compiled.seek(0)
        found = gettext_module.GNUTranslations(compiled)
        # Babel leaves the rule of a language that it does not know out of what it compiles.
        found.plural = gettext_module.c2py(catalog.plural_expr)  # type: ignore[attr-defined]  # typeshed lacks it
    except (PoFileError, ValueError) as error:  # a UnicodeDecodeError is a ValueError
        raise CatalogError(path, f"this is no catalog of translations: {error}") from error
    if wrong:
        raise CatalogError(path, wrong)
    return found


def _hold_numbers(catalog: Catalog, words: Words) -> None:
    """In a language read from right to left, keep numbers as they are on paper."""
    for message in catalog if words.direction == "rtl" else ():
        said = message.string
        if message.id and said:
            message.string = words.in_order(said) if isinstance(said, str) else tuple(map(words.in_order, said))


def _wrong(catalog: Catalog) -> Iterator[str]:
    """Sentences that would break the page on which they stand."""
    for message in catalog:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        names = {name for each in ids for name in _NAMED.findall(each)}
        for said in message.string if isinstance(message.string, tuple | list) else (message.string,):
            if ids[0] and said and not message.fuzzy and not _fits(said, names):
                yield f"line {message.lineno}: “{said}” has a %, or a name after one, that the English has not."


def _fits(sentence: str, names: set[str]) -> bool:
    """Whether the values for the English sentence fill this one."""
    try:
        sentence % dict.fromkeys(names, 1)
    except (KeyError, ValueError, TypeError):
        return False
    return True
