"""`draw` as a designer types it."""

import json
from pathlib import Path

import pytest

from engine.cli import main
from tests.builders import a_document


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    path = tmp_path / "heat/flow.json"
    path.parent.mkdir()
    path.write_text(json.dumps(a_document()), encoding="utf-8")
    return path


def test_a_map_is_written(flow: Path, capsys: pytest.CaptureFixture[str]):
    target = flow.parent / "pictures/map.svg"
    assert main(["draw", str(flow), "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith("<svg ")
    assert capsys.readouterr().out == f"{target}: 8 nodes drawn.\n"


def test_a_language_that_is_not_there_is_told(flow: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["draw", str(flow), "-o", str(flow.with_suffix(".svg")), "--language", "fr"]) == 1
    assert capsys.readouterr().err == "The flow is not translated into “fr”. It is in: en.\n"


def test_sub_flows_are_boxes_unless_they_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    target = str(tmp_path / "map.svg")
    main(["draw", "flows/which-benefits", "-o", target])
    main(["draw", "flows/which-benefits", "-o", target, "--whole"])
    few, many = (int(line.split()[-3]) for line in capsys.readouterr().out.splitlines())
    assert few < 20 < many
