"""Finds and reads the files that a designer names. What cannot be read is told in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK = b"PK\x03\x04"
"""How Excel's own files begin, and every other packed one."""


def read_text(path: Path, *, is_spreadsheet: bool = False) -> str:
    """The text of a file. A spreadsheet may be in the older encoding that Excel writes. Raises DefinitionError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(f"“{path}” cannot be read: {_reason(path, error)}") from error
    if data.startswith(_WORKBOOK):
        raise _unreadable(f"“{path}” is a workbook, not a text.", "Save it as “CSV UTF-8”, and name that file.")
    try:
        return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        if is_spreadsheet:
            return data.decode("cp1252", errors="replace")
        what = f"“{path}” cannot be read: it is not a text in UTF-8."
        raise _unreadable(what, "Save it again with the encoding UTF-8.") from error


def write_text(path: Path, text: str) -> None:
    """Writes a file, and the folders that lead to it. Raises DefinitionError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"“{path}” cannot be written: {error.strerror}."
        raise _unreadable(what, "Name another place after -o.") from error


def find_flows(given: Path) -> list[Path]:
    """The flow that a file or folder is; or all flows in the folders below it. Raises DefinitionError."""
    if not given.is_dir():
        return [given]
    here = given / "flow.json"
    found = [here] if here.is_file() else sorted(given.rglob("flow.json"))
    if not found:
        raise _unreadable(
            f"“{given}”: there is no flow.json in this folder.", "Name a flow.json, or a folder with one."
        )
    return found


def find_flow(given: Path) -> Path:
    """The one flow that a file or folder is. Raises DefinitionError."""
    found = find_flows(given)
    if len(found) > 1:
        names = ", ".join(str(path.parent) for path in found)
        raise _unreadable(f"“{given}” holds {len(found)} flows.", f"Name one of them: {names}.")
    return found[0]


def find_beside(flow: Path) -> dict[str, Path]:
    """The translations and scenarios that lie beside a flow, by their path in its folder."""
    if flow.name != "flow.json":
        return {}
    found = [*flow.parent.glob("translations/*.json"), *flow.parent.glob("scenarios/*.json")]
    return {path.relative_to(flow.parent).as_posix(): path for path in sorted(found)}


def find_near(flow: Path, slug: str) -> Path | None:
    """Another flow by its name: in a folder beside that of `flow`, or in the folder `shared` there or above."""
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,79}", slug):
        return None
    folder = flow.resolve().parent.parent
    places = (folder / slug, folder / "shared" / slug, folder.parent / slug)
    return next((place / "flow.json" for place in places if (place / "flow.json").is_file()), None)


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file. Look at how it is spelt, and in which folder you are."
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return "it is a folder. Name a file in it."
    if isinstance(error, PermissionError):
        return "you may not open it. Ask whoever owns it."
    return f"{error.strerror or error}."


def _unreadable(what: str, fix: str = "") -> DefinitionError:
    return DefinitionError([Issue(rule="file", severity=Severity.ERROR, pointer="", what=what, fix=fix)])
