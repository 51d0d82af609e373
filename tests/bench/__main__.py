"""Runs every benchmark in one go: `make bench`."""

from __future__ import annotations

import sys

from tests.bench import walking


def main() -> int:
    """0 when every ratio is reached."""
    print("Medians of interleaved rounds in one run. Trust the ratios inside one table, not the µs across machines.")
    return 0 if walking.run() else 1


if __name__ == "__main__":
    sys.exit(main())
