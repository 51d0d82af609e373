"""An installation of its own for each test of a command: an empty folder with one small flow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.webapp.documents import DESK, heat
from tests.webapp.services.test_knowledge import ENGLISH


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("WAYPOST_SECRET_KEY", "WAYPOST_DATA_KEY", "DATABASE_URL", "PORT", "WAYPOST_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "flows" / "heat").mkdir(parents=True)
    (tmp_path / "flows" / "articles").mkdir()
    (tmp_path / "flows" / "heat" / "flow.json").write_text(json.dumps(heat()), encoding="utf-8")
    (tmp_path / "flows" / "desk.json").write_text(json.dumps(DESK), encoding="utf-8")
    (tmp_path / "flows" / "articles" / "warm.md").write_text(ENGLISH, encoding="utf-8")
    return tmp_path
