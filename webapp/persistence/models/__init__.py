"""The tables, one file per subject. Rows never leave `webapp.persistence`."""

from webapp.persistence.models.article import article_feedback, article_versions, articles
from webapp.persistence.models.audit import audit, vault_secrets
from webapp.persistence.models.change import (
    change_decisions,
    changes,
    delegations,
    freezes,
    journey_moves,
    standard_kinds,
    workings,
)
from webapp.persistence.models.draft import drafts, edits
from webapp.persistence.models.flow import flows, presences, releases
from webapp.persistence.models.job import outbox, rate_limits, workers
from webapp.persistence.models.journey import (
    data_keys,
    journey_inputs,
    journeys,
    reminders,
    return_codes,
    return_links,
    trail,
)
from webapp.persistence.models.person import people, staff_sessions
from webapp.persistence.models.review import (
    flow_request_entries,
    flow_requests,
    review_comments,
    review_links,
    review_signoffs,
)
from webapp.persistence.models.scenario import scenarios, waivers
from webapp.persistence.models.search import search_documents, search_misses, search_state, search_words
from webapp.persistence.models.ticket import contacts, queues, routing_plans, ticket_events, tickets
from webapp.persistence.models.upload import uploads

__all__ = [
    "article_feedback",
    "article_versions",
    "articles",
    "audit",
    "change_decisions",
    "changes",
    "contacts",
    "data_keys",
    "delegations",
    "drafts",
    "edits",
    "flow_request_entries",
    "flow_requests",
    "flows",
    "freezes",
    "journey_inputs",
    "journey_moves",
    "journeys",
    "outbox",
    "people",
    "presences",
    "queues",
    "rate_limits",
    "releases",
    "reminders",
    "return_codes",
    "return_links",
    "review_comments",
    "review_links",
    "review_signoffs",
    "routing_plans",
    "scenarios",
    "search_documents",
    "search_misses",
    "search_state",
    "search_words",
    "staff_sessions",
    "standard_kinds",
    "ticket_events",
    "tickets",
    "trail",
    "uploads",
    "vault_secrets",
    "waivers",
    "workers",
    "workings",
]
