"""What the commands read from their line: flows, days, languages."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias

from engine.definition import Release
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.scenarios import noon
from engine.scenarios.files import find_flows

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_flows(parser: argparse.ArgumentParser) -> None:
    """One flow or more."""
    parser.add_argument("flows", nargs="+", metavar="FLOW", help="a flow.json, or the folder it is in")


def add_today(parser: argparse.ArgumentParser) -> None:
    """The day on which journeys begin."""
    parser.add_argument("--today", type=read_day, metavar="DATE", help="the day of the journey, as 2026-11-22 (today)")


def each_flow(paths: Sequence[str]) -> Iterator[Path]:
    """The flow files that were named, or that are in the folders that were named."""
    return (flow for each in paths for flow in find_flows(Path(each)))


def now_of(release: Release, chosen: argparse.Namespace) -> datetime:
    """Noon of the day asked for where the flow is at home, else this moment."""
    return noon(release, chosen.today) if chosen.today else datetime.now(UTC)


def read_day(text: str) -> date:
    """A day as it is written on the line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day. Write it as 2026-11-22.") from None


def read_language(text: str) -> str:
    """The tag of a language as it is written on the line."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no language. Write it as es, ar or zh-Hant.")
    return text


def read_seconds(text: str) -> float:
    """How long something may take, as it is written on the line: more than nothing."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"“{text}” is no time. Write a number of seconds over 0, such as 30 or 0.5.")
    return seconds


def misuse(what: str) -> DefinitionError:
    """What is said when a command is asked for something that cannot be."""
    return DefinitionError([Issue(rule="misuse", severity=Severity.ERROR, pointer="", what=what)])
