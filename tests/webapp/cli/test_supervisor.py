"""The supervisor, with small children that are real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SUPERVISE = """
import sys
from webapp.cli.supervisor import Child, Supervisor
children = [Child(name, [sys.executable, "-u", "-c", source]) for name, source in zip(("one", "two"), sys.argv[1:])]
sys.exit(Supervisor(children, say=lambda line: print(line, flush=True)).run())
"""
STAYS = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (print("ended well", flush=True), sys.exit(0)))
print("up", flush=True)
while True: time.sleep(0.05)
"""
DIES = "print('up for a moment', flush=True)"


@pytest.fixture
def supervise(tmp_path: Path):
    started: list[subprocess.Popen[bytes]] = []
    log = tmp_path / "log"

    def start(*sources: str) -> tuple[subprocess.Popen[bytes], Callable[[], str]]:
        with log.open("wb") as out:
            command = [sys.executable, "-c", SUPERVISE, *sources]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            started.append(subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment))
        return started[-1], lambda: log.read_text(encoding="utf-8")

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def test_all_children_end_well_when_it_is_told_to_stop(supervise):
    process, log = supervise(STAYS, STAYS)
    wait_until(lambda: log().count("up") == 2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert log().count("ended well") == 2


def test_a_dead_child_is_started_again_and_the_other_stays(supervise):
    process, log = supervise(STAYS, DIES)
    wait_until(lambda: log().count("up for a moment") >= 2)
    assert "waypost: two ended" in log()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
    assert log().count("ended well") == 1
    assert "one ended" not in log()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_children_do_not_outlive_a_supervisor_that_was_killed(supervise):
    process, log = supervise(STAYS, STAYS)
    wait_until(lambda: log().count("up") == 2)
    process.kill()
    process.wait(timeout=20)
    wait_until(lambda: log().count("ended well") == 2)
