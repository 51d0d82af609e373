"""What every test has at hand; and a loud word about what was skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

from tests.postgres import postgres_url

__all__ = ["postgres_url"]

# Machines are noisy, so no test is timed. Where a run decides, it looks at the same examples every time.
settings.register_profile("waypost", deadline=None, database=None)
settings.register_profile("deciding", parent=settings.get_profile("waypost"), derandomize=True)
settings.load_profile("deciding" if os.environ.get("CI") else "waypost")


@pytest.fixture(autouse=True)
def lines_of_its_own() -> Iterator[None]:
    """No test writes log lines into what another test listened to, which is closed by then."""
    yield
    structlog.reset_defaults()


_MUST_RUN = ("postgres", "browser", "corpora")
_WHOLE_MODULES = "whole modules"
_skipped: dict[str, list[str]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _note(next((marker for marker in _MUST_RUN if marker in report.keywords), "other"), report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _note(_WHOLE_MODULES, report)


def _note(kind: str, report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    _skipped.setdefault(kind, []).append(reason)


def _fails_the_run() -> bool:
    must_run = {*_MUST_RUN, _WHOLE_MODULES} & _skipped.keys()
    return bool(must_run) and os.environ.get("WAYPOST_REQUIRE_ALL") == "1"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for kind, reasons in sorted(_skipped.items()):
        terminalreporter.write_sep("!", f"SKIPPED {len(reasons)} tests: {kind}", yellow=True, bold=True)
        for reason in sorted(set(reasons)):
            terminalreporter.write_line(f"  {reason}")
    if _fails_the_run():
        terminalreporter.write_line("WAYPOST_REQUIRE_ALL=1: these tests must run, so the run fails", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _fails_the_run() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
