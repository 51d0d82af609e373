"""Scenarios of a flow, and warnings that were waived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class ScenarioRecord:
    """One scenario. `name` is that of its file, without its ending."""

    slug: str
    name: str
    document: Mapping[str, Any]
    origin: str
    edited_by: str | None
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class WaiverRecord:
    """One warning that somebody waived. `problem` is the digest of what it says."""

    slug: str
    problem: str
    rule: str
    what: str
    reason: str
    waived_by: str
    waived_at: datetime
