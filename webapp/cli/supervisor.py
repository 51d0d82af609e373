"""Runs the parts of the product as child processes: starts a dead one again, passes signals on, stops all together."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

STOP_AFTER_SECONDS = 20.0
_LOOK_EVERY_SECONDS = 0.2
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 30.0
_WELL_AFTER_SECONDS = 30.0
_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """A supervisor that was killed leaves nobody behind who holds the port."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(kw_only=False)
class Child:
    """One part: `python -m webapp <name>`. Quick deaths in a row make the pause before the next start longer."""

    name: str
    command: Sequence[str] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    start_again_at: float = field(default=0.0, init=False)
    pause: float = field(default=_FIRST_PAUSE_SECONDS, init=False)

    def start(self) -> None:
        command = list(self.command) or [sys.executable, "-m", "webapp", self.name]
        die_too = _end_with_parent if sys.platform == "linux" else None
        self.process = subprocess.Popen(command, preexec_fn=die_too)  # noqa: S603  our own; one thread
        self.started_at = time.monotonic()

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> None:
        lived = time.monotonic() - self.started_at
        self.pause = (
            _FIRST_PAUSE_SECONDS if lived > _WELL_AFTER_SECONDS else min(self.pause * 2, _LONGEST_PAUSE_SECONDS)
        )
        self.start_again_at = time.monotonic() + self.pause
        self.process = None

    def tell(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)


class Supervisor:
    """Keeps its children alive until it is told to stop."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None] = print) -> None:
        self.children = children
        self._say = say
        self._is_stopping = False

    def run(self) -> int:
        """Until SIGTERM or SIGINT; 0 when every child then ended well."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._pass_on)
        for child in self.children:
            child.start()
        while not self._is_stopping:
            self._look_after()
            time.sleep(_LOOK_EVERY_SECONDS)
        return self._end()

    def _look_after(self) -> None:
        for child in self.children:
            if child.has_died():
                child.plan_restart()
                self._say(f"waypost: {child.name} ended; it starts again in {child.pause:.1f} s")
            elif child.process is None and time.monotonic() >= child.start_again_at and not self._is_stopping:
                child.start()

    def _stop(self, _number: int, _frame: object) -> None:
        self._is_stopping = True
        for child in self.children:
            child.tell(signal.SIGTERM)

    def _pass_on(self, number: int, _frame: object) -> None:
        for child in self.children:
            child.tell(number)

    def _end(self) -> int:
        """Wait for all; end by force what takes too long."""
        until = time.monotonic() + STOP_AFTER_SECONDS
        are_well = [self._wait_for(child, until) for child in self.children]
        return 0 if all(are_well) else 1

    def _wait_for(self, child: Child, until: float) -> bool:
        if child.process is None:
            return True
        child.tell(signal.SIGTERM)  # one started while the signal came in
        try:
            code = child.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            code = child.process.wait()
        return code in (0, -signal.SIGTERM)
