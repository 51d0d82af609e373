"""Builds the packet an agent receives."""

from engine.handoff.packet import (
    SCHEMA,
    AnswerLine,
    FactLine,
    PacketParts,
    PathLine,
    build_packet,
    build_source_json,
    build_summary,
)

__all__ = [
    "SCHEMA",
    "AnswerLine",
    "FactLine",
    "PacketParts",
    "PathLine",
    "build_packet",
    "build_source_json",
    "build_summary",
]
