"""Runs every benchmark in one go: `make bench`."""

from __future__ import annotations

import sys

from tests.bench import checking, differing, drawing, edits, proofs, replaying, search, tables, walking, web


def main() -> int:
    """0 when every ratio is reached."""
    print("Medians of interleaved rounds in one run. Trust the ratios inside one table, not the µs across machines.")
    chosen = sys.argv[1:] or list(_RUNS)
    reached = [_RUNS[each]() for each in chosen]
    return 0 if all(reached) else 1


def _run_web() -> bool:
    web.pin_load()
    return web.run()


_RUNS = {
    "walk": walking.run,
    "tables": tables.run,
    "check": checking.run,
    "edits": edits.run,
    "proofs": proofs.run,
    "diff": differing.run,
    "draw": drawing.run,
    "replay": replaying.run,
    "search": search.run,
    "web": _run_web,
}

if __name__ == "__main__":
    sys.exit(main())
