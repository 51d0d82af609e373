"""Builds the packet an agent receives."""

from engine.handoff.packet import (
    SCHEMA,
    SUMMARY_WORDS,
    AnswerLine,
    FactLine,
    PacketParts,
    PathLine,
    ResultLine,
    build_packet,
    build_source_json,
    build_summary,
)

__all__ = [
    "SCHEMA",
    "SUMMARY_WORDS",
    "AnswerLine",
    "FactLine",
    "PacketParts",
    "PathLine",
    "ResultLine",
    "build_packet",
    "build_source_json",
    "build_summary",
]
