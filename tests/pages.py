"""Reads a page the way a browser would, and finds what is wrong with it.

`check_page` is run on every page the tests' visitor fetches: structure, labels, form actions, nothing inline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
FIELDS: Final = frozenset({"input", "select", "textarea"})
UNLABELLED: Final = frozenset({"hidden", "submit", "button", "reset", "image"})
REFERENCES: Final = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


class PageProblemError(AssertionError):
    """A page that would not work for somebody. Lists everything that is wrong with it."""


@dataclass
class Element:
    """One element and what it holds."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = field(default=None, repr=False)

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element below this one, in order; only those of `tags` if given."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def first(self, tag: str) -> Element | None:
        return next(self.all(tag), None)

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        words = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(" ".join(words).split())

    def above(self, *tags: str) -> Element | None:
        """The nearest element around this one of one of `tags`."""
        here = self.parent
        while here is not None and here.tag not in tags:
            here = here.parent
        return here


class _Reader(HTMLParser):
    """Builds the tree, and notes tags that do not match."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.here = self.root
        self.problems: list[str] = []
        self.has_doctype = False

    def handle_decl(self, decl: str) -> None:
        self.has_doctype = decl.lower() == "doctype html"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.problems += [f"<{tag}> says {name} twice" for name in set(names) if names.count(name) > 1]
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        if self.here.tag != tag or self.here.parent is None:
            self.problems.append(f"</{tag}> closes <{self.here.tag}>")
            return
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.here.children.append(data)


def read_html(source: str) -> tuple[Element, list[str], bool]:
    """The tree, what is wrong with its tags, and whether it is a whole document."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    if reader.here is not reader.root:
        reader.problems.append(f"<{reader.here.tag}> is never closed")
    return reader.root, reader.problems, reader.has_doctype


def check_page(source: str, app: Flask | None = None) -> Element:
    """The page's tree. Raises PageProblemError with everything that is wrong."""
    root, problems, has_doctype = read_html(source)
    is_whole = root.first("html") is not None
    problems += _document_problems(root, has_doctype) if is_whole else _piece_problems(root)
    problems += [*_inline_problems(root), *_id_problems(root, is_whole=is_whole), *_field_problems(root)]
    if app is not None:
        problems += _form_problems(root, app)
    if problems:
        raise PageProblemError("\n".join(problems))
    return root


def _document_problems(root: Element, has_doctype: bool) -> Iterator[str]:
    html, title = root.first("html"), root.first("title")
    assert html is not None
    if not has_doctype:
        yield "no doctype"
    if not html.get("lang") or html.get("dir") not in ("ltr", "rtl"):
        yield "<html> needs lang and dir"
    if title is None or not title.text:
        yield "no title"
    if len(list(root.all("h1"))) != 1:
        yield f"{len(list(root.all('h1')))} h1 headings instead of one"
    if len(list(root.all("main"))) != 1:
        yield "there must be one <main>"


def _piece_problems(root: Element) -> Iterator[str]:
    elements = [child for child in root.children if isinstance(child, Element)]
    if len(elements) != 1 or len(elements) != len(root.children):
        yield "a piece has one root element"
    elif not elements[0].get("id"):
        yield "a piece's root needs an id"


def _inline_problems(root: Element) -> Iterator[str]:
    for element in root.all():
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"inline <{element.tag}>"
        yield from (f"<{element.tag}> has {name}=" for name in element.attributes if _is_inline(name))


def _is_inline(name: str) -> bool:
    return name == "style" or (name.startswith("on") and len(name) > 2) or name.startswith(("hx-on", "hx-vars"))


def _id_problems(root: Element, *, is_whole: bool) -> Iterator[str]:
    ids = [element.get("id") for element in root.all() if element.get("id")]
    yield from (f"two elements have the id {name!r}" for name in sorted(set(ids)) if ids.count(name) > 1)
    for element in root.all():
        for reference in REFERENCES:
            for name in element.get(reference).split():
                if name not in ids:
                    yield f"<{element.tag} {reference}> names {name!r}, which is not there"
        address = element.get("href")
        if is_whole and element.tag == "a" and address.startswith("#") and address[1:] not in ids:
            yield f"a link leads to {address}, which is not there"


def _field_problems(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.all("label") if label.text}
    for element in root.all(*FIELDS):
        if element.get("type") in UNLABELLED:
            continue
        is_named = element.get("aria-label") or element.get("aria-labelledby") or element.above("label")
        if element.get("id") not in labelled and not is_named:
            yield f"the field {element.get('name')!r} has no label"
    for button in root.all("button"):
        if not button.text and not button.get("aria-label"):
            yield "a button without words"
        if not button.get("type"):
            yield f"the button {button.text!r} has no type"
    for link in root.all("a"):
        if link.get("href") and not link.text and not link.get("aria-label"):
            yield f"the link to {link.get('href')} has no words"
    for picture in root.all("img"):
        if "alt" not in picture.attributes:
            yield f"the picture {picture.get('src')} has no alt text"


def _form_problems(root: Element, app: Flask) -> Iterator[str]:
    for form in root.all("form"):
        method = form.get("method", "get").upper()
        if not _is_route(app, form.get("action"), method):
            yield f"the form sends {method} to {form.get('action')!r}, which is no route"
        names = {element.get("name") for element in form.all("input")}
        if method == "POST" and "csrf_token" not in names:
            yield f"the form to {form.get('action')} has no csrf_token"


def _is_route(app: Flask, address: str, method: str) -> bool:
    parts = urlsplit(address)
    if parts.netloc or not parts.path:
        return False
    try:
        app.url_map.bind("localhost").match(parts.path, method=method)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
