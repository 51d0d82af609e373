"""Sets the digests in a translation file anew, once its reader has seen that every text still fits.

    python -m tests.flows.translations flows/heating-help/translations/es.json

prints what is missing, stale or left over, and with `--accept` writes the digests of today's texts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from engine.definition import parse_flow, text_digest


def main(arguments: list[str]) -> int:
    path = Path(next(each for each in arguments if not each.startswith("-")))
    texts = parse_flow(json.loads((path.parents[1] / "flow.json").read_text(encoding="utf-8"))).texts
    translation = json.loads(path.read_text(encoding="utf-8"))
    found = translation["texts"]
    stale = [pointer for pointer in texts if pointer in found and found[pointer]["from"] != text_digest(texts[pointer])]
    missing = [pointer for pointer in texts if pointer not in found]
    left_over = [pointer for pointer in found if pointer not in texts]
    for what, pointers in (("missing", missing), ("stale", stale), ("left over", left_over)):
        print(*(f"{what:10}{pointer}" for pointer in pointers), sep="\n", end="\n" if pointers else "")
    if "--accept" not in arguments:
        return 1 if missing or stale or left_over else 0
    for pointer in stale:
        found[pointer]["from"] = text_digest(texts[pointer])
    translation["texts"] = {pointer: each for pointer, each in found.items() if pointer in texts}
    path.write_text(json.dumps(translation, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
