"""The row of surfaces above a flow says which of them is open: also below its own address, and when it refused."""

from __future__ import annotations

from tests.visitor import Visitor


def open_tabs(person: Visitor) -> list[str]:
    row = next(each for each in person.page.tree.all("nav") if each.get("aria-label") == "Surfaces of this flow")
    row = next(each for each in person.page.tree.all("nav") if each.get("aria-label") == "Surfaces of this flow")
    return [link.text for link in row.all("a") if link.get("aria-current") == "page"]


def test_pages_below_a_surface_belong_to_it(designer: Visitor) -> None:
    for place, tab in {
        "": "Outline",
        "/steps/ask-people": "Outline",
        "/map?sel=ask-people": "Map",
        "/uses/facts/shutoff": "Facts",
        "/scenarios-missing": "Scenarios",
        "/promises/+": "About",
        "/reviews": "Reviews",
        "/releases/request": "Releases",
    }.items():
        designer.visit(f"/editor/heat{place}")
        assert open_tabs(designer) == [tab], place


def test_what_was_refused_still_belongs_to_its_surface(designer: Visitor) -> None:
    designer.visit("/editor/heat/facts")
    assert designer.submit("Add the fact", label="", type="choice").status == 422
    assert open_tabs(designer) == ["Facts"]
