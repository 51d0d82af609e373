"""Which category may follow which, and what the person is told of each. A closed set."""

from __future__ import annotations

from webapp.services.tickets.views import Category

_NEXT: dict[Category, tuple[Category, ...]] = {
    Category.NEW: (Category.OPEN, Category.WAITING_CUSTOMER, Category.WAITING_THIRD_PARTY, Category.RESOLVED),
    Category.OPEN: (Category.WAITING_CUSTOMER, Category.WAITING_THIRD_PARTY, Category.RESOLVED),
    Category.WAITING_CUSTOMER: (Category.OPEN, Category.WAITING_THIRD_PARTY, Category.RESOLVED),
    Category.WAITING_THIRD_PARTY: (Category.OPEN, Category.WAITING_CUSTOMER, Category.RESOLVED),
    Category.RESOLVED: (Category.OPEN, Category.CLOSED),
    Category.CLOSED: (Category.OPEN,),
}
DONE = frozenset({Category.RESOLVED, Category.CLOSED})

SENTENCES: dict[Category, str] = {
    Category.NEW: "We have your request. Nobody has started on it yet.",
    Category.OPEN: "A person is working on your request.",
    Category.WAITING_CUSTOMER: "We have asked you something, and wait for your answer.",
    Category.WAITING_THIRD_PARTY: "We are waiting for another office before we can go on.",
    Category.RESOLVED: "Your request has been dealt with.",
    Category.CLOSED: "Your request is closed.",
}


def next_categories(present: Category) -> tuple[Category, ...]:
    return _NEXT[present]
