"""A designer with a draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

Staff = Callable[..., Visitor]


@pytest.fixture
def designer(app: Flask, staff: Staff) -> Person:
    """Signed in, with a draft of “heat”."""
    seed(app.extensions[EXTENSION].database)
    person = Person(app)
    person.client = staff(Role.DESIGNER).client
    person.visit("/editor/heat")
    person.submit("Begin a draft")
    return person


@pytest.fixture
def colleague(app: Flask, staff: Staff, designer: Person) -> Person:
    """Another designer in the same draft."""
    person = Person(app)
    person.client = staff(Role.DESIGNER, "bo").client
    return person
