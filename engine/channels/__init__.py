"""Wording and parsing for each channel: a prompt out, an input in."""

from engine.channels.dates import show_date_changes
from engine.channels.form import read as read_form
from engine.channels.form import with_typed
from engine.channels.page import (
    Choice,
    ContactField,
    Field,
    FieldError,
    Line,
    Member,
    Missing,
    Page,
    PageKind,
    Part,
    Question,
    Reason,
    Result,
    ResultGroup,
    ResultSection,
    Widget,
)
from engine.channels.web import show as show_page

__all__ = [
    "Choice",
    "ContactField",
    "Field",
    "FieldError",
    "Line",
    "Member",
    "Missing",
    "Page",
    "PageKind",
    "Part",
    "Question",
    "Reason",
    "Result",
    "ResultGroup",
    "ResultSection",
    "Widget",
    "read_form",
    "show_date_changes",
    "show_page",
    "with_typed",
]
