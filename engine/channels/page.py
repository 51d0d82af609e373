"""What the web channel shows: one page, every sentence resolved in the reader's language.

Texts marked *Markdown* are the designer's; the host renders and sanitises them. All others are plain.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.questions import ChoiceSpec as Choice
from engine.questions import FieldSpec as Field
from engine.questions import PartSpec as Part

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
]


class PageKind(StrEnum):
    """One template each."""

    QUESTION = "question"
    PAGE = "page"
    MEMBERS = "members"
    """The members of a list so far, and whether there is another."""
    MESSAGE = "message"
    ARTICLE = "article"
    CONTACT = "contact"
    CHECK = "check"
    RECEIPT = "receipt"
    END = "end"
    RESULTS = "results"
    HELP = "help"


class Widget(StrEnum):
    """How a field is drawn. Each is one template."""

    RADIOS = "radios"
    CHECKBOXES = "checkboxes"
    TEXT = "text"
    TEXTAREA = "textarea"
    PARTS = "parts"
    """Several small text fields: a date, a month, an address."""
    SELECT = "select"
    TYPEAHEAD = "typeahead"
    """A text field that finds one of many options."""
    FILE = "file"


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One sentence that says how to mend an answer. `target` is the form name of the field to focus."""

    target: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One answered question, as on check-your-answers. `place` is where it can be changed."""

    place: str
    fact: str
    label: str
    value: str
    sensitive: bool = False
    alone: str = ""
    """Where it can be changed by itself, when `place` asks for more."""
    group: str = ""
    """What the part of the flow is called in which it was asked: Person 2."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """One member of a list, as it stands on the page that asks for another. `place` is where it begins."""

    number: int
    title: str
    place: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why the path went as it did: the sentence of a rule that fired, and its source if it has one."""

    node: str
    rule: str
    sentence: str
    source_title: str = ""
    source_url: str = ""
    source_language: str = ""
    """Sources are not translated: they stay in the flow's own language."""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A question without whose answer something cannot be decided."""

    label: str
    place: str = ""
    """Where it can be answered now; empty when nobody was asked."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One thing in a catalogue, and why it fits or does not."""

    item: str
    title: str
    summary: str
    article: str = ""
    url: str = ""
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResultGroup:
    """Results under one heading; without a title when the catalogue has no groups."""

    title: str
    results: tuple[Result, ...]


@dataclass(frozen=True, kw_only=True)
class ResultSection:
    """Everything that fits alike: `fit` is fits, may-fit or does-not-fit."""

    fit: str
    groups: tuple[ResultGroup, ...]


@dataclass(frozen=True, kw_only=True)
class ContactField:
    """One way to be reached. Its form name is `name`."""

    name: str
    """name, phone, email or safe_times."""
    value: str = ""
    meant: tuple[Choice, ...] = ()
    """What may have been meant; the form name of these radio buttons is `<name>-meant`."""
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """One of the questions of a page. Its form name is `name`."""

    id: str
    name: str
    title: str
    hint: str = ""
    help: str = ""
    """Markdown."""
    field: Field
    optional: bool = False
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one waiting place looks like on the web."""

    kind: PageKind
    place: str
    node: str
    title: str = ""
    """The question, or the heading."""
    body: str = ""
    """Markdown."""
    hint: str = ""
    help: str = ""
    """Markdown: "why we ask this"; shown behind a disclosure."""
    field: Field | None = None
    optional: bool = False
    questions: tuple[Question, ...] = ()
    """All questions of a page that asks several."""
    members: tuple[Member, ...] = ()
    can_remove: bool = False
    lead: str = ""
    """The heading of the page a question is part of, where it is asked by itself."""
    errors: tuple[FieldError, ...] = ()
    back: str = ""
    """The place before this one; empty at the start."""
    returning: bool = False
    reasons: tuple[Reason, ...] = ()
    lines: tuple[Line, ...] = ()
    """Every counted answer so far, in the order of the path."""
    results: tuple[ResultSection, ...] = ()
    article: str = ""
    can_be_unsolved: bool = False
    solved: bool | None = None
    contact: tuple[ContactField, ...] = ()
    contact_one_of: tuple[str, ...] = ()
    """At least one of these is needed."""
    contact_lines: tuple[Line, ...] = ()
    """On check-your-answers: how the person can be reached."""
    contact_place: str = ""
    may_stay_anonymous: bool = False
    is_anonymous: bool = False
    answered: int = 0
    """Questions answered so far on this path."""
    language: str = "en"
    """Language in which the flow's own texts are shown: its own when a translation is missing."""
    direction: str = "ltr"
    is_untranslated: bool = False
