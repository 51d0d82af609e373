"""Finds a Chromium for the browser tests, and installs the system's own where that is allowed.

`python -m tests.browser.chromium` is part of `make test`. Without a Chromium the browser tests are skipped, loudly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# The first draws the same pages without windows and menus around them: it opens one four times as fast.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium-headless-shell", "chromium")


def find_chromium() -> str | None:
    """The program's path: CHROMIUM_PATH, or the first that the system knows."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def launch_arguments() -> list[str]:
    """Quiet, without the network of its own; without its sandbox only for root, who cannot have it."""
    quiet = ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet


def main() -> int:
    """Installs Chromium where it is missing and may be installed; says what to do otherwise. Never fails the run."""
    if find_chromium():
        return 0
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print("No Chromium: the browser tests will be skipped. Install it, or set CHROMIUM_PATH.", file=sys.stderr)
        return 0
    print("Installing Chromium from the system's packages, for the browser tests.")
    if not (_apt("update") and any(_apt("install", "-y", "--no-install-recommends", name) for name in PACKAGES)):
        print("It could not be installed: the browser tests will be skipped.", file=sys.stderr)
    return 0


def _apt(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", "-qq", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
