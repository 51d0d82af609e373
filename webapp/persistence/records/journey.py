"""Journeys, what was sent with them, and the trail they leave."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.persistence.crypto import DataKey

Json = Any


@dataclass(frozen=True, kw_only=True)
class JourneyRecord:
    """A journey as stored. `sealed` and `key` are None once its personal data was erased."""

    public_id: str
    secret_hash: bytes
    slug: str
    release_id: int
    live_release_id: int | None
    language: str
    traffic: str
    state: str
    version: int
    started_at: datetime
    expires_at: datetime
    data_key_id: str
    key: DataKey | None
    sealed: bytes | None
    """The snapshot as it is stored: no two are alike, so it also names exactly this state of the journey."""

    @property
    def snapshot(self) -> Json:
        """Everything that was saved, opened anew at each reading; None once it was erased."""
        if self.key is None or self.sealed is None:
            return None
        return json.loads(self.key.open(self.sealed, about=snapshot_place(self.public_id)))


def snapshot_place(public_id: str) -> str:
    """The table and row to which a sealed snapshot is bound."""
    return f"journeys.snapshot:{public_id}"


@dataclass(frozen=True, kw_only=True)
class UploadRecord:
    """A file sent with an answer, without its content."""

    id: str
    journey_id: str
    media_type: str
    size: int
    sealed_name: bytes

    def name(self, key: DataKey) -> str:
        """What the person calls it."""
        return key.open(self.sealed_name, about=f"uploads.name:{self.id}").decode()


@dataclass(frozen=True, kw_only=True)
class TrailRow:
    """One thing that happened in a turn, without any value."""

    event: str
    node: str = ""
    exit: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class TrailWindow:
    """Which part of the trail is looked at."""

    releases: tuple[int, ...]
    since: datetime
    until: datetime
    traffic: str
    language: str = ""
    """Empty: any."""


@dataclass(frozen=True, kw_only=True)
class Footfall:
    """How many journeys one thing happened to at one node, and how often in all."""

    event: str
    node: str
    exit: str
    journeys: int
    times: int


@dataclass(frozen=True, kw_only=True)
class StayRow:
    """A journey entered a node, or left it."""

    journey_id: str
    node: str
    is_entry: bool
    at: datetime
