"""Says what was found in which file: for people, and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.model.issue import Issue

Found = Mapping[str, Sequence[Issue]]


def as_text(found: Found) -> str:
    """One line for each file and its issues below it; sound files beside a flow are only counted."""
    lines: list[str] = []
    sound = 0
    for path, issues in found.items():
        if not issues and Path(path).name != "flow.json":
            sound += 1
            continue
        lines.append(f"{path}: {_summary(issues)}")
        lines += [f"  {issue.severity:<7} {issue.pointer or '/'}\n          {issue.sentence}" for issue in issues]
    others = f"{sound} other file{'s' if sound > 1 else ''}: nothing to mend"
    return "\n".join([*lines, others] if sound else lines)


def as_json(found: Found) -> str:
    """One object for each issue."""
    rows = [
        {
            "file": path,
            "rule": issue.rule,
            "severity": issue.severity,
            "pointer": issue.pointer,
            "what": issue.what,
            "fix": issue.fix,
        }
        for path, issues in found.items()
        for issue in issues
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _summary(issues: Sequence[Issue]) -> str:
    counts = {kind: sum(issue.severity == kind for issue in issues) for kind in ("error", "warning", "note")}
    parts = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items() if count]
    return ", ".join(parts) or "nothing to mend"
