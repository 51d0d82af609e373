"""A skipped test is loud, and fails the run where everything must run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPING = """
import pytest

@pytest.mark.{marker}
def test_that_cannot_run_here():
    pytest.skip("nothing to run it with")

def test_that_runs():
    pass
"""


def run_pytest(folder: Path, marker: str, *options: str, require_all: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_skipping.py").write_text(SKIPPING.format(marker=marker), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    environment = {**os.environ, "WAYPOST_REQUIRE_ALL": require_all, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, *options, str(folder)], capture_output=True, text=True, env=environment, cwd=folder, check=False
    )


@pytest.mark.parametrize(
    ("marker", "options", "require_all", "code"),
    [
        ("postgres", (), "", 0),
        ("postgres", (), "1", 1),
        ("browser", ("-n", "1"), "1", 1),
        ('filterwarnings("error")', (), "1", 0),
    ],
)
def test_a_skip_is_named_and_fails_only_where_it_must(
    tmp_path: Path, marker: str, options: tuple[str, ...], require_all: str, code: int
):
    done = run_pytest(tmp_path, marker, *options, require_all=require_all)
    assert done.returncode == code, done.stdout + done.stderr
    assert "SKIPPED 1 tests" in done.stdout
    assert "nothing to run it with" in done.stdout
