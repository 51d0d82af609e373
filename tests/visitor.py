"""A person with a browser that runs no scripts: opens pages, follows links, fills in forms. Checks every page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.pages import Element, check_page

HOST = "http://localhost"


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the visitor sees."""

    address: str
    status: int
    tree: Element
    response: TestResponse

    @property
    def title(self) -> str:
        title = self.tree.first("title")
        return title.text if title else ""

    @property
    def heading(self) -> str:
        heading = self.tree.first("h1")
        return heading.text if heading else ""

    @property
    def text(self) -> str:
        """The words of the page's main part."""
        return (self.tree.first("main") or self.tree).text

    @property
    def forms(self) -> list[Element]:
        return list(self.tree.all("form"))

    def link(self, words: str) -> str:
        """Where the link leads that has these words, or else the first that begins with them."""
        links = [(a.text, a.get("href")) for a in self.tree.all("a")]
        address = next((to for text, to in links if text == words), None)
        address = address or next((to for text, to in links if text.startswith(words)), None)
        assert address is not None, f"no link {words!r} on {self.heading!r}"
        return address


class Visitor:
    """Keeps cookies and the page it is on. `headers` go with every request."""

    def __init__(self, app: Flask, **headers: str) -> None:
        self.app = app
        self.client = app.test_client()
        self.headers = {"User-Agent": "Mozilla/5.0 (test)", "Accept": "text/html", **headers}
        self.page: Page

    def visit(self, address: str) -> Page:
        """Open an address, following redirects."""
        return self._show(self.client.get(self._path(address), headers=self.headers))

    def follow(self, words: str) -> Page:
        """Press the link whose words begin with `words`."""
        return self.visit(urljoin(self.page.address, self.page.link(words)))

    def submit(self, button: str, **values: str | list[str]) -> Page:
        """Fill in the form that has `button` and press it. Fields not named keep what they hold."""
        form, pressed = self._find(button)
        data = _filled(form)
        unknown = set(values) - {element.get("name") for element in form.all("input", "select", "textarea")}
        assert not unknown, f"no field {unknown} beside {button!r}"
        for name, value in values.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        if pressed.get("name"):
            data.setlist(pressed.get("name"), [pressed.get("value")])
        return self.send(form.get("action"), data, method=form.get("method", "get"))

    def send(self, address: str, data: MultiDict[str, str], *, method: str = "post") -> Page:
        """Send a form as it is."""
        path = self._path(address)
        if method == "get":
            return self._show(self.client.get(path, query_string=data, headers=self.headers))
        return self._show(self.client.post(path, data=data, headers=self.headers))

    def filled(self, button: str, **values: str) -> tuple[str, MultiDict[str, str]]:
        """The address and content of a form, to be sent later or twice."""
        form, pressed = self._find(button)
        data = _filled(form)
        if pressed.get("name"):
            data.setlist(pressed.get("name"), [pressed.get("value")])
        for name, value in values.items():
            data.setlist(name, [value])
        return form.get("action"), data

    def _find(self, button: str) -> tuple[Element, Element]:
        for pressed in self.page.tree.all("button"):
            if pressed.text == button and pressed.get("aria-hidden") != "true":
                owner = pressed.get("form")
                own = (form for form in self.page.forms if form.get("id") == owner)
                form = next(own, None) if owner else pressed.above("form")
                assert form is not None, f"{button!r} belongs to no form"
                return form, pressed
        raise AssertionError(f"no button {button!r} on {self.page.heading!r}")

    def _show(self, response: TestResponse) -> Page:
        for _ in range(10):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            assert response.status_code == 303, f"{response.request.path} redirects with {response.status_code}"
            response = self.client.get(self._path(response.headers["Location"]), headers=self.headers)
        tree = check_page(response.get_data(as_text=True), self.app)
        self.page = Page(
            address=response.request.full_path.rstrip("?"), status=response.status_code, tree=tree, response=response
        )
        return self.page

    def _path(self, address: str) -> str:
        parts = urlsplit(address)
        assert parts.netloc in ("", urlsplit(HOST).netloc), f"{address} leads away"
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _filled(form: Element) -> MultiDict[str, str]:
    """What a browser would send of an untouched form."""
    data: MultiDict[str, str] = MultiDict()
    for element in form.all("input", "select", "textarea"):
        name, kind = element.get("name"), element.get("type")
        if not name or (kind in ("radio", "checkbox") and "checked" not in element.attributes) or kind == "file":
            continue
        if element.tag == "textarea":
            data.add(name, element.text)
        elif element.tag == "select":
            chosen = [option.get("value") for option in element.all("option") if "selected" in option.attributes]
            data.add(name, chosen[0] if chosen else "")
        else:
            data.add(name, element.get("value"))
    return data
