"""What stands in the browser's tab: the page, the service, the site."""

from __future__ import annotations

from engine.channels import PageKind
from webapp.http.locale import gettext
from webapp.http.wiring import wiring
from webapp.services.journeys import View


def title_of(*parts: str, is_wrong: bool = False) -> str:
    """`Error: How many people live with you? – Get help with heating – State of Meridian`."""
    title = " – ".join((*parts, wiring().settings.site_name))
    return gettext("Error: %(title)s") % {"title": title} if is_wrong else title


def title_of_view(view: View) -> str:
    """The title of one step of a journey."""
    return title_of(_heading(view), view.service_title, is_wrong=bool(view.page.errors))


def _heading(view: View) -> str:
    kind = view.page.kind
    if kind is PageKind.ARTICLE:
        return view.article.title if view.article else gettext("This page is being rewritten")
    if kind is PageKind.CHECK:
        return gettext("Check your answers before you send them")
    if kind is PageKind.RECEIPT:
        return gettext("We have your request")
    if kind is PageKind.HELP:
        return gettext("Sorry, we cannot go on online from here")
    if kind is PageKind.CONTACT:
        return view.page.title or gettext("How can we reach you?")
    return view.page.title
