"""The guide for designers: every file it shows and every command it gives does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.guide import PAGE, merged, run

DOCS = PAGE.parent
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")


def anchors(path: Path) -> set[str]:
    """Headings as a link names them."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_what_the_guide_shows_is_what_happens() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert run(text) == text, "run `python -m tests.docs.guide` and read what has changed"


def test_the_guide_ends_with_a_flow_that_has_nothing_to_mend() -> None:
    *_, last = re.findall(
        r"^\$ python -m engine check half-fare\n(.*?)^[$`]", PAGE.read_text(encoding="utf-8"), re.M | re.S
    )
    first, proved, *others = last.splitlines()
    assert first == "half-fare/flow.json: nothing to mend"
    assert proved.endswith("nobody gets stuck.")
    assert others == ["3 other files: nothing to mend"]


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_between_the_guides_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        found = (page.parent / target).resolve() if target else page
        assert found.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in anchors(found), f"{page.name}: {target}#{anchor}"


def test_merging_adds_replaces_and_takes_away() -> None:
    old = {"kept": 1, "inner": {"list": [1, 2], "gone": 3}}
    assert merged(old, {"inner": {"list": [9], "gone": None}, "new": True}) == {
        "kept": 1,
        "inner": {"list": [9]},
        "new": True,
    }
