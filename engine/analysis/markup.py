"""Builds SVG and HTML from values. Text is always escaped; only what was built here counts as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What may stand in no XML document."""
_VOID = frozenset({"meta", "br", "hr", "link", "img", "col"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")


class Markup(str):
    """Text that is markup already, and safe."""

    __slots__ = ()


Content: TypeAlias = "str | Markup | Iterable[Content] | None"
Attribute: TypeAlias = "str | int | float | bool | None"


def element(name: str, /, *content: Content, **attributes: Attribute) -> Markup:
    """An element. In names of attributes, `_` stands for `-`, and is dropped at the end: `class_`, `aria_label`.

    An attribute that is None or False is left out; one that is True stands by its name.
    """
    return _element(name, "".join(_rendered(content)), attributes)


def join(*content: Content) -> Markup:
    """Several pieces one after the other."""
    return Markup("".join(_rendered(content)))


def escape(text: str) -> str:
    """Text as it stands in an element or in a quoted attribute."""
    return html.escape(_FORBIDDEN.sub("", text), quote=True)


def _element(name: str, inner: str, attributes: dict[str, Attribute]) -> Markup:
    told = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in _VOID:
        return Markup(f"<{name}{told}>")
    return Markup(f"<{name}{told}>{inner}</{name}>")


@lru_cache(maxsize=512)
def _named(key: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _NAME.fullmatch(name):
        raise ValueError(f"“{name}” is no name of an attribute")
    return name


def _attribute(key: str, value: Attribute) -> str:
    name = _named(key)
    if value is False:
        return ""
    if value is True:
        return f' {name}="{name}"'
    return f' {name}="{escape(_number(value) if isinstance(value, int | float) else str(value))}"'


def _number(value: float) -> str:
    """A coordinate: to a tenth of a pixel, without zeros at the end."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _rendered(content: Content) -> Iterable[str]:
    if content is None:
        return
    if isinstance(content, Markup):
        yield str(content)
    elif isinstance(content, str):
        yield escape(content)
    else:
        for each in content:
            yield from _rendered(each)
