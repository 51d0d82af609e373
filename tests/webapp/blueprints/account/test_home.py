"""Where staff arrive."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.webapp.serving import Visitor
from webapp.services.accounts import Role

TODAY = {
    Role.DESIGNER: "Designing flows",
    Role.APPROVER: "Approving releases",
    Role.AGENT: "Requests from the public",
    Role.LEAD: "Numbers",
    Role.ADMINISTRATOR: "People",
}


@pytest.mark.parametrize("role", Role)
def test_everybody_is_told_what_they_can_do_today_and_nothing_else(role: Role, staff: Callable[..., Visitor]) -> None:
    text = staff(role).get("/staff").text
    assert TODAY[role] in text
    allowed = {role, *({Role.AGENT} if role is Role.LEAD else set())}
    shared = {"Numbers"} if role in (Role.LEAD, Role.ADMINISTRATOR) else set()
    for other, heading in TODAY.items():
        if other not in allowed and heading not in shared:
            assert heading not in text


def test_a_name_is_shown_and_not_run(staff: Callable[..., Visitor]) -> None:
    text = staff(Role.LEAD, "Bo <b>Lead</b>").get("/staff").text
    assert "Bo &lt;b&gt;Lead&lt;/b&gt;" in text


def test_staff_pages_are_in_english_whatever_the_browser_asks_for(staff: Callable[..., Visitor]) -> None:
    text = staff(Role.LEAD).get("/staff", accept_language="es").text
    assert '<html lang="en"' in text
    assert "Sign out" in text


def test_requests_of_agencies_stand_on_the_page_of_whoever_has_them(staff: Callable[..., Visitor]) -> None:
    designer = staff(Role.DESIGNER)
    assert "Nothing waits for you." in designer.get("/staff").text
    designer.send("/editor/requests", {"title": "A flow for boats", "body": "Many ask.", "agency": "Parks"})
    me = re.search(r'<option value="(\w+)"[^>]*>Designer', designer.get("/editor/requests/1").text)
    assert me
    designer.send("/editor/requests/1/owner", {"owner": me[1]})
    text = designer.get("/staff").text
    assert "A flow for boats" in text
    assert "/editor/requests/1" in text
