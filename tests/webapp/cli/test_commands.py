"""The commands, as an operator types them."""

from __future__ import annotations

import base64
import json
import socket
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.webapp.documents import heat
from webapp.cli import main
from webapp.cli.running import where_to_go
from webapp.cli.samples import make_first_samples
from webapp.config import Settings, load_secrets


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def rows(place: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(place / "var" / "waypost.db")) as connection:
        return connection.execute(statement).fetchall()


def test_setup_makes_everything_once_and_keeps_it(place: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["setup"]) == 0
    sign_ins = (place / "var" / "first-sign-in.txt").read_text(encoding="utf-8")
    secrets = load_secrets(place / "var" / "secrets.env")
    assert [line.split()[0] for line in sign_ins.splitlines()] == [
        "designer",
        "approver",
        "agent",
        "lead",
        "administrator",
    ]
    assert set(secrets) == {"WAYPOST_SECRET_KEY", "WAYPOST_DATA_KEY"}
    assert rows(place, "SELECT slug FROM queues ORDER BY slug") == [("energy",), ("front-desk",)]
    assert main(["setup"]) == 0
    assert (place / "var" / "first-sign-in.txt").read_text(encoding="utf-8") == sign_ins
    assert load_secrets(place / "var" / "secrets.env") == secrets
    assert rows(place, "SELECT count(*) FROM releases") == [(1,)]
    assert rows(place, "SELECT count(*) FROM people") == [(5,)]


def test_what_setup_writes_is_for_its_owner_only(place: Path):
    main(["setup"])
    for name in ("first-sign-in.txt", "secrets.env"):
        assert stat.S_IMODE((place / "var" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((place / "var").stat().st_mode) == 0o700


def test_set_up_in_production_says_how_people_come_to_sign_in(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("WAYPOST_ENVIRONMENT", "production")
    monkeypatch.setenv("WAYPOST_BASE_URL", "https://help.example")
    monkeypatch.setenv("WAYPOST_SECRET_KEY", "kx83-jf02-plq9-zzm4-77ab-r5tc-e1d6")
    monkeypatch.setenv("WAYPOST_DATA_KEY", base64.b64encode(bytes(range(32))).decode())
    assert main(["setup"]) == 0
    assert "people invite" in capsys.readouterr().out
    assert not (place / "var" / "first-sign-in.txt").exists()


def test_production_makes_neither_secrets_nor_sign_ins(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("WAYPOST_ENVIRONMENT", "production")
    assert main(["setup"]) == 1
    assert "WAYPOST_SECRET_KEY" in capsys.readouterr().err
    assert not (place / "var").exists()


def test_staff_are_administered_by_command(place: Path, capsys: pytest.CaptureFixture[str]):
    main(["migrate"])
    assert main(["people", "invite", "ann@example.org", "Ann", "agent"]) == 0
    password = said(capsys).split()[-1]
    assert main(["people", "role", "ann@example.org", "lead"]) == 0
    assert main(["people", "reset", "ann@example.org"]) == 0
    assert password not in said(capsys)
    assert main(["people", "deactivate", "ann@example.org"]) == 0
    assert main(["people", "list"]) == 0
    assert "ann@example.org" in (listed := said(capsys).splitlines()[-1])
    assert "lead" in listed
    assert "deactivated" in listed
    assert main(["people", "reset", "stranger@example.org"]) == 1
    assert "stranger@example.org" in capsys.readouterr().err


def test_a_bad_flow_is_told_and_fails_the_import(place: Path, capsys: pytest.CaptureFixture[str]):
    main(["migrate"])
    assert main(["flows", "import"]) == 0
    assert "heat: live" in said(capsys)
    document = json.dumps(heat(start="nowhere"))
    (place / "flows" / "heat" / "flow.json").write_text(document, encoding="utf-8")
    assert main(["flows", "import"]) == 1
    assert "heat: refused" in (told := said(capsys))
    assert "nowhere" in told
    assert main(["flows", "export", "out"]) == 0
    assert json.loads((place / "out" / "heat" / "flow.json").read_text(encoding="utf-8"))["start"] == "ask-people"


def test_erasing_a_stranger_finds_nobody(place: Path, capsys: pytest.CaptureFixture[str]):
    main(["migrate"])
    assert main(["erase", "nobody@example.org"]) == 1
    assert main(["erase", "WP-222222"]) == 1


def test_the_worker_can_do_what_is_due_and_stop(place: Path):
    main(["migrate"])
    assert main(["work", "--once"]) == 0
    assert rows(place, "SELECT DISTINCT state FROM outbox") == [("delivered",)]


def test_a_backup_is_restored_as_it_was(place: Path, capsys: pytest.CaptureFixture[str]):
    main(["setup"])
    before = rows(place, "SELECT id, email FROM people ORDER BY id")
    assert main(["backup", "copy.db"]) == 0
    assert stat.S_IMODE((place / "copy.db").stat().st_mode) == 0o600
    main(["people", "invite", "late@example.org", "Late", "agent"])
    assert main(["restore", "copy.db"]) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["restore", "copy.db", "--force"]) == 0
    assert rows(place, "SELECT id, email FROM people ORDER BY id") == before
    assert main(["people", "invite", "late@example.org", "Late", "agent"]) == 0


def test_a_backup_holds_what_another_connection_has_just_committed(place: Path):
    main(["migrate"])
    with closing(sqlite3.connect(place / "var" / "waypost.db", isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        busy.execute("INSERT INTO workers VALUES ('busy', '2026', '2026')")
        busy.execute("COMMIT")
        busy.execute("BEGIN IMMEDIATE")
        busy.execute("INSERT INTO workers VALUES ('not yet', '2026', '2026')")
        assert main(["backup", "copy.db"]) == 0
        busy.execute("ROLLBACK")
    with closing(sqlite3.connect(place / "copy.db")) as copy:
        assert copy.execute("SELECT name FROM workers").fetchall() == [("busy",)]


def test_a_backup_does_not_write_over_a_file(place: Path, capsys: pytest.CaptureFixture[str]):
    main(["migrate"])
    (place / "copy.db").write_text("mine", encoding="utf-8")
    assert main(["backup", "copy.db"]) == 1
    assert (place / "copy.db").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kind", ["text", "cut", "foreign", "missing"])
def test_what_is_no_whole_backup_is_not_restored(place: Path, capsys: pytest.CaptureFixture[str], kind: str):
    main(["setup"])
    main(["backup", "copy.db"])
    copy = place / "copy.db"
    if kind == "text":
        copy.write_text("not a database, whatever it is called", encoding="utf-8")
    elif kind == "cut":
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    elif kind == "foreign":
        copy.unlink()
        with closing(sqlite3.connect(copy)) as other:
            other.execute("CREATE TABLE things (id)")
    else:
        copy.unlink()
    assert main(["restore", "copy.db", "--force"]) == 1
    assert rows(place, "SELECT count(*) FROM people") == [(5,)]


def test_backup_of_postgresql_is_left_to_its_own_tools(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    main(["migrate"])
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@127.0.0.1/waypost")
    assert main(["backup", "copy.db"]) == 1
    assert "pg_dump" in capsys.readouterr().err


def test_passwords_are_shown_at_the_first_start_only(place: Path):
    main(["setup"])
    settings = Settings.from_env({})
    password = (place / "var" / "first-sign-in.txt").read_text(encoding="utf-8").split()[-1]
    assert password in where_to_go(settings, is_first=True)
    assert password not in (later := where_to_go(settings, is_first=False))
    assert "first-sign-in.txt" in later


@pytest.mark.parametrize("command", [["people", "list"], ["flows", "export", "out"], ["work", "--once"], ["serve"]])
@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "DATABASE_URL"),
        ("postgresql://somebody:hidden-word@127.0.0.1:1/waypost", "cannot be used now"),
        ("sqlite:////dev/null/waypost.db", "/dev/null/waypost.db"),
        ("sqlite:///not-migrated.db", "python -m webapp migrate"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_plain_sentence(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    url: str,
    told: str,
):
    main(["migrate"])
    capsys.readouterr()
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(command) == 1
    said_to = capsys.readouterr()
    assert told in said_to.err
    assert said_to.err.startswith("waypost: ")
    assert len(said_to.err.splitlines()) == 1
    assert "hidden-word" not in said_to.err


@pytest.mark.parametrize("command", ["setup", "migrate", "serve"])
def test_the_key_of_another_database_is_refused_plainly(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
):
    main(["migrate"])
    monkeypatch.setenv("WAYPOST_DATA_KEY", base64.b64encode(bytes(range(32))).decode())
    assert main([command]) == 1
    assert "WAYPOST_DATA_KEY does not open this database" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told_before_anything_is_set_up(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        assert main(["run"]) == 1
    assert "waypost: PORT:" in capsys.readouterr().err
    assert not (place / "var" / "waypost.db").exists()


def test_a_backup_into_a_folder_that_is_not_there_is_one_plain_sentence(
    place: Path, capsys: pytest.CaptureFixture[str]
):
    main(["migrate"])
    assert main(["backup", "nowhere/copy.db"]) == 1
    assert "nowhere/copy.db" in (told := capsys.readouterr().err)
    assert len(told.splitlines()) == 1


def test_a_database_in_use_is_not_restored_over(place: Path, capsys: pytest.CaptureFixture[str]):
    main(["setup"])
    main(["backup", "copy.db"])
    with closing(sqlite3.connect(place / "var" / "waypost.db")) as busy:
        busy.execute("SELECT count(*) FROM people").fetchone()
        assert main(["restore", "copy.db", "--force"]) == 1
    assert "stop Waypost first" in capsys.readouterr().err
    assert main(["restore", "copy.db", "--force"]) == 0


def test_the_sign_ins_of_a_second_database_do_not_replace_those_of_the_first(
    place: Path, monkeypatch: pytest.MonkeyPatch
):
    main(["setup"])
    first = (place / "var" / "first-sign-in.txt").read_text(encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///var/second.db")
    main(["setup"])
    assert (place / "var" / "first-sign-in.txt").read_text(encoding="utf-8") != first
    assert (place / "var" / "older-sign-in-1.txt").read_text(encoding="utf-8") == first


def test_a_worker_that_breaks_says_where_and_never_what(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def break_down(*_: object) -> int:
        raise RuntimeError("Dolores said 4711")

    main(["setup"])
    monkeypatch.setattr("webapp.jobs.Worker.run_once", break_down)
    assert main(["work", "--once"]) == 1
    assert "builtins.RuntimeError" in (told := capsys.readouterr().err)
    assert "Dolores" not in told


def test_samples_are_made_once_and_taken_away_for_good(place: Path, capsys: pytest.CaptureFixture[str]):
    scenarios = place / "flows" / "heat" / "scenarios"
    scenarios.mkdir()
    answers = [{"fact": "people", "value": 3}, {"fact": "shutoff", "value": True}, {"fact": "story", "value": None}]
    example = {"title": "One", "today": "2026-11-22", "answers": answers, "expect": {"outcome": "person"}}
    (scenarios / "one.json").write_text(json.dumps(example), encoding="utf-8")
    main(["setup"])
    make_first_samples(Settings.from_env({}))
    assert rows(place, "SELECT count(*) FROM tickets") == [(32,)]
    make_first_samples(Settings.from_env({}))
    assert main(["demo"]) == 0
    assert "already" in said(capsys)
    assert rows(place, "SELECT count(*) FROM tickets") == [(32,)]
    assert main(["demo", "--remove"]) == 0
    assert "Removed 72" in said(capsys)
    make_first_samples(Settings.from_env({}))
    assert rows(place, "SELECT count(*) FROM journeys") == [(0,)]
    assert main(["demo"]) == 0
    assert rows(place, "SELECT count(*) FROM tickets") == [(32,)]


def test_whoever_wants_no_samples_gets_none(place: Path):
    main(["setup"])
    make_first_samples(Settings.from_env({"WAYPOST_SAMPLES": "no"}))
    assert rows(place, "SELECT count(*) FROM journeys") == [(0,)]
