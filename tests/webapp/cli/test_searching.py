"""The commands about search, as an operator types them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.webapp.databases import DATA_KEY
from webapp.cli import main
from webapp.persistence import Database
from webapp.services.search import record_unfound_words


@pytest.fixture
def installed(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAYPOST_DATA_KEY", DATA_KEY)
    monkeypatch.setenv("WAYPOST_SAMPLES", "no")
    main(["setup"])
    return place / "var" / "waypost.db"


def count_documents(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM search_documents").fetchone()[0])


def test_rebuild_indexes_every_live_service_and_article(installed: Path, capsys: pytest.CaptureFixture[str]):
    with closing(sqlite3.connect(installed)) as connection:
        connection.execute("DELETE FROM search_documents")
        connection.commit()
    capsys.readouterr()
    assert main(["search", "rebuild"]) == 0
    assert capsys.readouterr().out == "Indexed 2 texts.\n"
    assert count_documents(installed) == 2


def test_an_index_made_by_other_rules_is_made_anew_at_the_next_start(installed: Path):
    with closing(sqlite3.connect(installed)) as connection:
        connection.execute("DELETE FROM search_documents")
        connection.commit()
        main(["setup"])
        assert count_documents(installed) == 0  # by today's rules, it is believed
        connection.execute("UPDATE search_state SET rules = 0")
        connection.commit()
    main(["setup"])
    assert count_documents(installed) == 2


def test_unfound_tells_words_that_were_sought_on_several_days(installed: Path, capsys: pytest.CaptureFixture[str]):
    main(["search", "unfound"])
    assert "No word was sought on enough days" in capsys.readouterr().out
    database = Database(f"sqlite:///{installed}", data_key=DATA_KEY)
    with database.unit_of_work() as uow:
        for day in range(5):
            now = datetime(2026, 11, 1, 12, tzinfo=UTC) + timedelta(days=day)
            record_unfound_words(uow, ("zeppelin",), language="en", now=now)
    database.dispose()
    assert main(["search", "unfound"]) == 0
    assert capsys.readouterr().out.split() == ["zeppelin", "en", "on", "5", "days,", "last", "on", "2026-11-05"]
