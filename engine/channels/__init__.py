"""Wording and parsing for each channel: a prompt out, an input in."""

from engine.channels.dates import show_date_changes
from engine.channels.dialog import ArticleCard, Dialog, Heard
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
from engine.channels.sms import read as read_text
from engine.channels.sms import show as show_text
from engine.channels.voice import read as read_keys
from engine.channels.voice import show as show_menu
from engine.channels.web import show as show_page

__all__ = [
    "ArticleCard",
    "Choice",
    "ContactField",
    "Dialog",
    "Field",
    "FieldError",
    "Heard",
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
    "read_keys",
    "read_text",
    "show_date_changes",
    "show_menu",
    "show_page",
    "show_text",
    "with_typed",
]
