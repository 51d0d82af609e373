"""What agencies do with flows: they read and sign through links, and ask for flows and changes."""

from webapp.services.reviewing.books import make_book
from webapp.services.reviewing.comments import Commenter, Thread, answer_comment, comment, list_threads, set_resolved
from webapp.services.reviewing.errors import RequestUnknownError, ReviewLinkRefusedError, ReviewRefusedError
from webapp.services.reviewing.links import (
    MadeLink,
    ReviewPage,
    list_links,
    make_link,
    open_link,
    read_for_review,
    revoke_link,
)
from webapp.services.reviewing.requests import (
    STATES,
    Asked,
    RequestCard,
    answer_request,
    ask,
    get_request,
    list_requests,
    say_on_request,
    set_request_owner,
    set_request_state,
)
from webapp.services.reviewing.signing import Signed, list_signed, sign_off

__all__ = [
    "STATES",
    "Asked",
    "Commenter",
    "MadeLink",
    "RequestCard",
    "RequestUnknownError",
    "ReviewLinkRefusedError",
    "ReviewPage",
    "ReviewRefusedError",
    "Signed",
    "Thread",
    "answer_comment",
    "answer_request",
    "ask",
    "comment",
    "get_request",
    "list_links",
    "list_requests",
    "list_signed",
    "list_threads",
    "make_book",
    "make_link",
    "open_link",
    "read_for_review",
    "revoke_link",
    "say_on_request",
    "set_request_owner",
    "set_request_state",
    "set_resolved",
    "sign_off",
]
