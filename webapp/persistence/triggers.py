"""Triggers that keep history as it was written, on both databases.

Used by migrations. SQLite's batch mode recreates a table and loses its triggers: a migration that alters one of
these tables ends with `protect` again (a test compares).

The one way out is erasure, and it needs none of these rows: destroying a journey's data key makes its inputs
and messages unreadable. The inputs of a journey that *is* erased may then be deleted.
"""

from __future__ import annotations

from collections.abc import Callable

APPEND_ONLY = ("releases", "journey_inputs", "ticket_events", "article_versions", "audit", "trail")
_MAY_GO = {"journey_inputs": "(SELECT state FROM journeys WHERE public_id = OLD.journey_id) = 'erased'"}


def protect(execute: Callable[[str], object], database: str, table: str) -> None:
    """Refuse UPDATE and DELETE on `table`."""
    for statement in _create(database, table):
        execute(statement)


def unprotect(execute: Callable[[str], object], database: str, table: str) -> None:
    """Take the triggers away, for a migration that has to change old rows."""
    for event in ("update", "delete"):
        on = f" ON {table}" if database == "postgresql" else ""
        execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")


def _create(database: str, table: str) -> list[str]:
    when = {"update": "", "delete": f"NOT coalesce({_MAY_GO[table]}, false)" if table in _MAY_GO else ""}
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
