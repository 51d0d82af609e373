"""Rules about the code base that no other tool knows."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_FOR_THE_ENGINE = {"webapp", "flask", "sqlalchemy", "sqlite3", "psycopg", "socket", "jinja2"}


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_tests_of_the_engine_touch_no_database_and_no_application() -> None:
    files = sorted((ROOT / "tests" / "engine").rglob("*.py"))
    assert len(files) > 10
    assert [str(path) for path in files if NOT_FOR_THE_ENGINE & set(imports_of(path))] == []


def test_imports_point_one_way() -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout[ran.stdout.find("Broken contracts") :]


@pytest.mark.parametrize("path", sorted(ROOT.glob("webapp/**/*.py")) + sorted(ROOT.glob("engine/**/*.py")), ids=str)
def test_every_module_opens_with_its_duty(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_the_map_in_the_readme_names_every_folder() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tops = {line.split("/")[0] for line in tracked.splitlines() if "/" in line}
    inner = {
        line.split("/")[1]
        for line in tracked.splitlines()
        if line.startswith(("engine/", "webapp/")) and line.count("/") > 1
    }
    missing = [name for name in sorted(tops | inner) if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
    assert missing == []


def test_a_page_is_served_without_what_only_designers_need(tmp_path: Path) -> None:
    """networkx, z3 and jsonschema are for checking flows: loading them would slow each start and each process."""
    script = """
import os, sys
from webapp.config import Settings
from webapp.persistence import Database, migrate
settings = Settings.from_env(os.environ)
database = Database(settings.database_url, data_key=settings.data_key)
migrate(database)
database.dispose()
from webapp.wsgi import app
client = app.test_client()
for path in ("/", "/sign-in", "/healthz"):
    assert client.get(path).status_code == 200, path
print(*sorted({"networkx", "z3", "jsonschema"} & set(sys.modules)))
"""
    environ = {
        **os.environ,
        "WAYPOST_ENVIRONMENT": "development",
        "WAYPOST_SECRET_KEY": "kx83-jf02-plq9-zzm4-77ab-r5tc-e1d6",
        "WAYPOST_DATA_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "DATABASE_URL": f"sqlite:///{tmp_path}/waypost.db",
    }
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environ, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == ""
