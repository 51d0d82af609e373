"""Wording and parsing for each channel: a prompt out, an input in."""

from engine.channels import terminal, web
from engine.channels.page import (
    Choice,
    ContactField,
    Field,
    FieldError,
    Line,
    Page,
    PageKind,
    Part,
    Reason,
    Widget,
)

__all__ = [
    "Choice",
    "ContactField",
    "Field",
    "FieldError",
    "Line",
    "Page",
    "PageKind",
    "Part",
    "Reason",
    "Widget",
    "terminal",
    "web",
]
