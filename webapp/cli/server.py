"""The web server: gunicorn with threads, configured here and nowhere else."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from webapp.app import create_app
from webapp.config import Settings

SWITCH_SECONDS = 0.0005
"""A thread back from the database gets its turn this soon. With Python's 5 ms it holds the write lock meanwhile."""
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  for gunicorn's heartbeat only


def bind_address() -> str:
    return os.environ.get("WAYPOST_BIND", "127.0.0.1")


def options(port: int) -> dict[str, Any]:
    """No access log: it would hold addresses; `webapp.http.logging` writes one line a request without any."""
    return {
        "bind": f"{bind_address()}:{port}",
        "workers": int(os.environ.get("WAYPOST_WEB_PROCESSES", "1")),
        "worker_class": "gthread",
        "threads": int(os.environ.get("WAYPOST_WEB_THREADS", "8")),
        "timeout": 30,
        "graceful_timeout": 15,
        "keepalive": 5,
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "error",  # its warnings name the address of whoever sent what it could not read
        "proc_name": "waypost",
        "worker_tmp_dir": str(_SHARED_MEMORY) if _SHARED_MEMORY.is_dir() else None,
        "control_socket_disable": True,
        "preload_app": False,  # each process opens its own database connections
    }


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn without its command line, its configuration file and its environment variable."""

    def __init__(self, chosen: dict[str, Any]) -> None:
        self._chosen = chosen
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        sys.setswitchinterval(SWITCH_SECONDS)
        return create_app(Settings.from_env(os.environ))


def serve_forever(port: int) -> None:
    """Answer requests until told to stop."""
    Server(options(port)).run()
