"""Triggers that keep history as it was written, on both databases.

Used by migrations. SQLite's batch mode recreates a table and loses its triggers: a migration that alters one of
these tables ends with `protect` again (a test compares).

The one way out is erasure, and it needs none of these rows: destroying a journey's data key makes its inputs
and messages unreadable. The inputs of a journey that *is* erased may then be deleted. And what was never anybody's
history may go altogether: journeys and tickets made as samples, with all that is written about them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

APPEND_ONLY = ("releases", "journey_inputs", "ticket_events", "article_versions", "audit", "trail")
MAY_GO = {
    "journey_inputs": "EXISTS (SELECT 1 FROM journeys WHERE public_id = OLD.journey_id"
    " AND (state = 'erased' OR traffic = 'demo'))",
    "trail": "OLD.traffic = 'demo'",
    "ticket_events": "EXISTS (SELECT 1 FROM tickets WHERE id = OLD.ticket_id AND traffic = 'demo')",
    "audit": "EXISTS (SELECT 1 FROM tickets WHERE reference = OLD.subject AND traffic = 'demo')"
    " OR EXISTS (SELECT 1 FROM journeys WHERE public_id = OLD.subject AND traffic = 'demo')",
}
"""Rows that may be deleted, by table; of all others none may."""


def protect(
    execute: Callable[[str], object], database: str, table: str, *, may_go: Mapping[str, str] | None = None
) -> None:
    """Refuse UPDATE and DELETE on `table`. Migrations name what might go in their time."""
    for statement in _create(database, table, MAY_GO if may_go is None else may_go):
        execute(statement)


def unprotect(execute: Callable[[str], object], database: str, table: str) -> None:
    """Take the triggers away, for a migration that has to change old rows."""
    for event in ("update", "delete"):
        on = f" ON {table}" if database == "postgresql" else ""
        execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")


def _create(database: str, table: str, may_go: Mapping[str, str]) -> list[str]:
    when = {"update": "", "delete": f"NOT coalesce({may_go[table]}, false)" if table in may_go else ""}
    if database == "sqlite":
        return [_sqlite(table, event, condition) for event, condition in when.items()]
    return [statement for event, condition in when.items() for statement in _postgresql(table, event, condition)]


def _sqlite(table: str, event: str, condition: str) -> str:
    only = f"WHEN {condition} " if condition else ""
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    return f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} {only}BEGIN {refuse}; END"


def _postgresql(table: str, event: str, condition: str) -> list[str]:
    # A trigger's WHEN may hold no subquery on PostgreSQL: the function asks instead.
    refuse = f"RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'"
    body = f"IF {condition} THEN {refuse}; END IF; RETURN OLD" if condition else refuse
    name = f"{table}_no_{event}"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$",
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
