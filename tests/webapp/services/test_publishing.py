"""Flows from disk: live when new or untouched here, a draft beside somebody's own, refused with errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.definition import fingerprint, logic_digest
from tests.webapp.documents import HEAT, SPANISH, heat
from tests.webapp.rows import NOON
from webapp.persistence import UnitOfWork
from webapp.services.publishing import export_flows, get_release, import_flows, list_live_releases, list_releases


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, heat(id="cold"))
    (tmp_path / "cold" / "translations").mkdir()
    (tmp_path / "cold" / "translations" / "es.json").write_text(json.dumps(SPANISH), encoding="utf-8")
    return tmp_path


def write(folder: Path, document: Any, slug: str = "cold") -> None:
    (folder / slug).mkdir(exist_ok=True)
    (folder / slug / "flow.json").write_text(json.dumps(document), encoding="utf-8")


def became(uow: UnitOfWork, folder: Path) -> dict[str, str]:
    return {each.slug: each.became for each in import_flows(uow, folder, now=NOON)}


def test_a_new_flow_goes_live_and_stays_as_it_is(uow: UnitOfWork, folder: Path):
    assert became(uow, folder) == {"cold": "live"}
    assert became(uow, folder) == {"cold": "unchanged"}
    assert [release.slug for release in list_live_releases(uow)].count("cold") == 1
    assert len(list_releases(uow, "cold")) == 1


def test_a_changed_file_goes_live_when_the_live_one_came_from_disk(uow: UnitOfWork, folder: Path):
    became(uow, folder)
    write(folder, heat(id="cold", title="Colder"))
    assert became(uow, folder) == {"cold": "live"}
    assert [release.document["title"] for release in list_releases(uow, "cold")] == ["Colder", "Help with heating"]
    live = next(each for each in list_live_releases(uow) if each.slug == "cold")
    assert live.text("/title", "en") == "Colder"


def test_an_older_file_put_back_makes_its_own_release_live_again(uow: UnitOfWork, folder: Path):
    became(uow, folder)
    write(folder, heat(id="cold", title="Colder"))
    became(uow, folder)
    write(folder, heat(id="cold"))
    assert became(uow, folder) == {"cold": "live"}
    assert len(list_releases(uow, "cold")) == 2


def test_what_was_made_here_is_not_overwritten(uow: UnitOfWork, folder: Path):
    became(uow, folder)
    own = heat(id="cold", title="Ours")
    with uow.write():
        release = uow.flows.add_release(
            "cold",
            fingerprint=fingerprint(own, {}),
            logic=logic_digest(own),
            document=own,
            translations={},
            origin="editor",
            now=NOON,
        )
        uow.flows.set_live("cold", release)
    assert became(uow, folder) == {"cold": "unchanged"}
    write(folder, heat(id="cold", title="Shipped anew"))
    assert became(uow, folder) == {"cold": "draft"}
    assert became(uow, folder) == {"cold": "unchanged"}
    assert uow.drafts.count("cold") == 1
    live = next(each for each in list_live_releases(uow) if each.slug == "cold")
    assert live.text("/title", "en") == "Ours"


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        (heat(id="cold", start="nowhere"), "nowhere"),
        (heat(id="other"), "folder"),
        ([], "flow"),
    ],
)
def test_a_flow_with_errors_is_refused_in_words_and_changes_nothing(
    uow: UnitOfWork, tmp_path: Path, document: Any, rule: str
):
    write(tmp_path, document)
    (refused,) = import_flows(uow, tmp_path, now=NOON)
    assert refused.became == "refused"
    assert rule in " ".join(issue.sentence for issue in refused.issues)
    assert uow.flows.find("cold") is None


def test_a_release_is_compiled_once_per_process(uow: UnitOfWork, folder: Path):
    became(uow, folder)
    release_id = list_releases(uow, "cold")[0].id
    assert get_release(uow, release_id) is get_release(uow, release_id)


def test_an_export_reads_back_as_the_same_release(uow: UnitOfWork, folder: Path, tmp_path: Path):
    became(uow, folder)
    out = tmp_path / "out"
    assert export_flows(uow, out) == ("cold", "heat")
    exported = json.loads((out / "heat" / "flow.json").read_text(encoding="utf-8"))
    assert exported == HEAT
    assert became(uow, out) == {"cold": "unchanged", "heat": "unchanged"}
