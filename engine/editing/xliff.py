"""A translation as an XLIFF 2.0 file, and back. The id of a unit is the pointer of its text, in letters for ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from engine.editing.units import DONE, MISSING, STALE, Unit, UnitFile
from engine.errors import EditError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
_STATES: Final = {MISSING: "initial", STALE: "translated", DONE: "final"}
_CHECKED: Final = frozenset({"reviewed", "final"})


def write_xliff(units: Sequence[Unit], *, flow: str, source: str, language: str) -> bytes:
    """The file that a translator opens. What is stale is `translated`, what fits is `final`."""
    root = ElementTree.Element("xliff", {"xmlns": _SPACE, "version": "2.0", "srcLang": source, "trgLang": language})
    file = ElementTree.SubElement(root, "file", {"id": "flow", "original": flow, "xml:space": "preserve"})
    for unit in units:
        made = ElementTree.SubElement(file, "unit", {"id": _id(unit.id), "name": unit.id})
        if unit.notes:
            notes = ElementTree.SubElement(made, "notes")
            for note in unit.notes:
                ElementTree.SubElement(notes, "note").text = note
        segment = ElementTree.SubElement(made, "segment", {"state": _STATES[unit.state]})
        ElementTree.SubElement(segment, "source").text = unit.source
        if unit.target:
            ElementTree.SubElement(segment, "target").text = unit.target
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def read_xliff(data: bytes) -> UnitFile:
    """What a translator sent back. Raises EditError for what is no XLIFF 2 file of a flow."""
    root = _root(data)
    language = root.get("trgLang", "")
    if not language:
        raise EditError("The file does not say its language.", "Its first element needs trgLang.")
    units = tuple(_units(root))
    if not units:
        raise EditError("There are no texts of a flow in this file.", "Choose an XLIFF file that was exported here.")
    return UnitFile(language=language, units=units)


def _root(data: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        what = "This is no XLIFF file, or it is damaged."
        raise EditError(what, "Choose the file as the translator saved it.") from error
    if _name(root) != "xliff":
        raise EditError(f"This XML file is no XLIFF: it begins with <{_name(root)}>.", "Choose an XLIFF file.")
    if not root.get("version", "").startswith("2."):
        what = f"This is XLIFF {root.get('version', 'of no version')}; version 2 can be read here."
        raise EditError(what, "Have it saved as XLIFF 2.0.")
    return root


def _units(root: Element) -> Iterator[Unit]:
    """Programs may cut a unit into several segments: they are put together again."""
    for unit in root.iter(f"{{{_SPACE}}}unit"):
        parts = [each for each in unit if _name(each) in ("segment", "ignorable")]
        segments = [each for each in parts if _name(each) == "segment"]
        target = "".join(
            _said(each, "target") or (_said(each, "source") if _name(each) == "ignorable" else "") for each in parts
        )
        is_whole = all(_said(each, "target") for each in segments)
        is_checked = all(each.get("state") in _CHECKED for each in segments)
        yield Unit(
            id=_pointer(unit.get("id", "")),
            source="".join(_said(each, "source") for each in parts),
            target=target if is_whole else "",
            state=MISSING if not is_whole else DONE if is_checked else STALE,
        )


def _said(part: Element, name: str) -> str:
    found = part.find(f"{{{_SPACE}}}{name}")
    return "" if found is None else "".join(found.itertext())


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _id(id: str) -> str:
    """Pointers have small letters, digits, - and _ only; ids allow no slash."""
    return id[1:].replace("/", ":").replace("#", "..")


def _pointer(id: str) -> str:
    return f"/{id.replace('..', '#').replace(':', '/')}"
