"""What the editor calls the properties of a flow's parts. One that is not here goes by its key, with spaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_LABELS: Final[Mapping[str, str]] = {
    "prompt": "Question",
    "body": "Text",
    "help": "Help",
    "because": "Reason for people to read",
    "unless": "Said when it does not hold",
    "when": "When",
    "message": "What people are told",
    "next": "Then go on with",
    "id": "Name in files and reports",
    "imported_as": "Name in the system it was imported from",
    "optional": "May be skipped",
    "fact": "Answer it fills",
    "flow": "Flow that is run",
    "release": "Release that is run",
    "inputs": "What it is handed",
    "outputs": "What comes back",
    "count": "How many members",
    "add": "Question after each member",
    "first": "Question before the first",
    "article": "Article",
    "url": "Page elsewhere",
    "hit": "When several rows fit",
    "collect": "Put together by",
    "values": "Values in order of importance",
    "members": "Facts of a member that each row gives",
    "plan": "Routing plan",
    "reason": "Reason, for reports",
    "reason_title": "Reason, as staff read it",
    "contact": "How people can be reached",
    "ask": "Asked for",
    "require_one_of": "At least one of",
    "anonymous": "May stay anonymous",
    "consent": "What people agree to",
    "show_not_fitting": "Show what does not fit, too",
    "rank": "Order within its group",
    "sensitive": "Personal data",
    "messages": "Own words for refusals",
    "exclusive": "Option that excludes all others",
    "set": "Calculations",
    "rules": "Rules",
    "validators": "Checks of the answer",
    "questions": "Questions",
    "items": "Results",
    "groups": "Headings",
    "conditions": "What has to hold",
    "exits": "Ways by outcome",
    "options": "Answers to choose from",
    "places": "Places to choose from",
    "rows": "Rows",
    "as_of": "Read on",
    "check_again_on": "Read again by",
    "url_of_source": "Address",
    "value": "Calculation",
    "is": "Value that leads this way",
    "beyond": "Past the last row",
    "by": "Number that chooses the sentence",
    "one": "For one",
    "other": "For every other number",
    "lines": "Lines of the field",
    "max_length": "Most characters",
    "min_length": "Fewest characters",
    "max_megabytes": "Largest size in megabytes",
    "accept": "Kinds of file",
    "facts": "What is asked about each member",
    "yes": "Words for yes",
    "no": "Words for no",
    "unknown": "Not known",
    "otherwise": "Otherwise",
    "unsolved": "Did not help",
    "unmatched": "No row fits",
}
_OF_FACTS: Final[Mapping[str, str]] = {"label": "Short name of the answer"}
_TYPES: Final[Mapping[str, str]] = {
    "boolean": "Yes or no",
    "choice": "One of several answers",
    "choices": "Several of several answers",
    "integer": "A whole number",
    "decimal": "A number",
    "money": "An amount of money",
    "date": "A date",
    "month": "A month",
    "year": "A year",
    "text": "Words",
    "phone": "A phone number",
    "email": "An email address",
    "postcode": "A postal code",
    "address": "An address",
    "place": "One of several places",
    "file": "A file",
    "list": "A list, such as the members of a household",
}
_OF_TABLES: Final[Mapping[str, str]] = {"by": "Looked up by", "match": "How a row is found"}
_PAST_THE_END: Final[Mapping[str, str]] = {"add": "Added for each step", "per": "Size of a step"}
_OF_SOURCES: Final[Mapping[str, str]] = {"title": "What it is called", "url": "Its address"}


def label_of(key: str, holder: str = "") -> str:
    """What a property is called. `holder` is the group of the part that has it: facts, source, types."""
    by_holder = {
        "facts": _OF_FACTS,
        "source": _OF_SOURCES,
        "tables": _OF_TABLES,
        "beyond": _PAST_THE_END,
        "types": _TYPES,
    }.get(holder, {})
    return by_holder.get(key) or _LABELS.get(key) or key.replace("_", " ").capitalize()
