"""The printable book of a flow: whole, linked, safe, and true to the flow."""

import html
import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.cli import main
from engine.errors import DefinitionError
from engine.scenarios.book import build_book
from engine.scenarios.documenting import gather, read_history
from engine.scenarios.workers import ProofWorker
from tests.builders import a_document

FLOWS = sorted(Path("flows").rglob("flow.json"))
TODAY = date(2026, 11, 22)
VOID = {"meta", "br"}


class Outline(HTMLParser):
    """The ids, links, headings and elements of a page, and whether all that was opened was closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.headings: list[int] = []
        self.elements: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        given = dict(attrs)
        self.attributes |= given.keys()
        self.ids += [str(given["id"])] if "id" in given else []
        self.targets += [str(given["href"])[1:]] if str(given.get("href", "")).startswith("#") else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def a_book(folder: Path, *, language: str = "", proof: bool = False, history: Path | None = None, **changes) -> str:
    flow = folder / "heat/flow.json"
    flow.parent.mkdir(exist_ok=True)
    flow.write_text(json.dumps(a_document(**changes)), encoding="utf-8")
    return of_flow(flow, language=language, proof=proof, history=history)


def of_flow(flow: Path, *, language: str = "", proof: bool = False, history: Path | None = None) -> str:
    if not proof:
        return build_book(gather(flow, today=TODAY, language=language, history=history, prove=None))
    with ProofWorker() as worker:
        return build_book(gather(flow, today=TODAY, language=language, history=history, prove=worker.analyse))


def words(page: str) -> str:
    """What a reader reads, on one line."""
    page = re.sub("<(style|svg).*?</(style|svg)>", "", page, flags=re.S)
    page = re.sub(r"</(td|th|p|li|dt|dd|h\d|div|summary)>", " ", page)
    return html.unescape(" ".join(re.sub("<[^>]+>", "", page).split()))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.parent.name)
def test_the_book_of_a_shipped_flow_is_well_made(flow: Path):
    for language in ("", "es"):
        page = of_flow(flow, language=language)
        outline = Outline(page)
        assert outline.open == []
        assert len(outline.ids) == len(set(outline.ids))
        assert set(outline.targets) <= set(outline.ids)
        assert outline.headings[0] == 1
        assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
        assert outline.elements["table"] == outline.elements["caption"]
        assert not {"script", "iframe", "link", "img", "object"} & outline.elements.keys()
        assert not [name for name in outline.attributes if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.parent.name)
def test_every_node_fact_and_text_is_in_it(flow: Path):
    page = of_flow(flow)
    said = words(page)
    document = json.loads(flow.read_text(encoding="utf-8"))
    for name, node in document["nodes"].items():
        assert f'id="node-{name}"' in page
        for rule in node.get("rules", ()):
            assert str(rule.get("because", "")).partition("{")[0] in said
    assert all(f'id="fact-{name}"' in page for name in document["facts"])
    assert all(f'id="table-{name}"' in page for name in document.get("tables", {}))


def test_a_rule_is_a_sentence_with_its_way_and_its_reason(tmp_path: Path):
    said = words(a_book(tmp_path))
    assert "If the answer is yes → go to Emergency" in said
    assert "What the person reads: No heat is an emergency" in said
    assert "If “Monthly income” is at most what table “limit” gives for “People at home” → go to" in said
    assert "If this cannot be told, because something was not answered" in said


def test_what_an_answer_may_be_is_told(tmp_path: Path):
    said = words(a_book(tmp_path))
    assert "A whole number, kept as People at home. From 1 to 20." in said
    assert "Personal data: kept encrypted" in said


def test_an_amount_table_goes_on_beyond_its_last_row(tmp_path: Path):
    assert "Beyond the last row: 1,000 more for each further 1." in words(a_book(tmp_path))


def test_kept_and_broken_promises_are_told_apart(tmp_path: Path):
    promises = [
        {"id": "kept", "when": {"var": "shutoff"}, "then": {"outcome": ["urgent"]}},
        {"id": "broken", "then": {"never": "urgent"}},
    ]
    said = words(a_book(tmp_path, proof=True, promises=promises))
    assert "kept When “Heat shut off” is yes, the journey ends at Emergency. Proved: kept by every answer." in said
    assert "broken Every journey never comes to Emergency. Broken for somebody who answers" in said
    assert "Heat shut off: Yes" in said.partition("Broken for")[2]


def test_without_a_proof_nothing_is_called_proved(tmp_path: Path):
    said = words(a_book(tmp_path, promises=[{"id": "swear", "then": {"never": "urgent"}}]))
    assert "Not proved." in said
    assert "Proved:" not in said
    assert "This book was made without a proof." in said


def test_a_flow_that_was_never_released_says_so(tmp_path: Path):
    assert "Not released yet." in words(a_book(tmp_path))


def test_releases_are_told_the_newest_first(tmp_path: Path):
    history = tmp_path / "history.json"
    releases = [
        {"released_on": "2026-01-05", "fingerprint": "a" * 64, "note": "First release"},
        {"released_on": "2026-10-01", "fingerprint": "b" * 64, "by": "Dana Designer", "note": "New limits"},
    ]
    history.write_text(json.dumps(releases), encoding="utf-8")
    said = words(a_book(tmp_path, history=history))
    assert "Released 2 times" in said
    assert said.index("New limits") < said.index("First release")


@pytest.mark.parametrize(
    "rubbish", ["{}", "[1]", '[{"released_on": "soon", "fingerprint": "a"}]', '[{"fingerprint": "a"}]', "no"]
)
def test_a_history_that_is_none_is_refused_in_a_sentence(tmp_path: Path, rubbish: str):
    path = tmp_path / "history.json"
    path.write_text(rubbish, encoding="utf-8")
    with pytest.raises(DefinitionError) as told:
        read_history(path)
    assert told.value.issues[0].what


def test_what_a_designer_writes_never_becomes_markup(tmp_path: Path):
    wicked = '<img src=x onerror=alert(1)><script>alert(2)</script>[x](javascript:alert(3))"'
    document = a_document(title=wicked, summary=wicked)
    document["nodes"]["ask-people"] |= {"prompt": wicked, "hint": wicked, "help": wicked}
    document["facts"]["people"]["label"] = wicked
    page = a_book(tmp_path, **{key: document[key] for key in ("title", "summary", "nodes", "facts")})
    outline = Outline(page)
    assert not {"img", "script"} & outline.elements.keys()
    assert "onerror" not in outline.attributes
    assert 'href="javascript' not in page


def test_the_flow_s_own_words_carry_their_language():
    page = of_flow(Path("flows/heating-help/flow.json"), language="ar")
    assert '<html lang="en" dir="ltr">' in page
    assert '<div class="prose" lang="ar" dir="rtl">' in page


def test_the_same_flow_makes_the_same_book(tmp_path: Path):
    assert a_book(tmp_path, proof=True) == a_book(tmp_path, proof=True)


def test_the_command_writes_the_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    a_book(tmp_path)
    target = tmp_path / "book.html"
    assert main(["document", str(tmp_path / "heat"), "-o", str(target), "--today", "2026-11-22"]) == 0
    assert capsys.readouterr().out == f"{target}: written.\n"
    assert "a year from 2026-11-22: every step is met by somebody" in target.read_text(encoding="utf-8")
