"""What agencies say of a flow: share links, comments, sign-offs; and what they ask for."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from webapp.persistence.base import Hash, Moment, RowNumber, Slug, Written, metadata

review_links = Table(
    "review_links",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug"), nullable=False),
    Column("token_hash", Hash, nullable=False, unique=True),
    Column("label", String(120), nullable=False),  # for whom
    Column("shows", String(64), nullable=False),  # a release's fingerprint; "draft" is what is being written
    Column("made_by", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("opened_at", Moment),  # the last time
    Index("ix_review_links_slug", "slug"),
)

review_comments = Table(
    "review_comments",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug"), nullable=False),
    Column("parent_id", RowNumber, ForeignKey("review_comments.id")),  # what it answers
    Column("link_id", RowNumber, ForeignKey("review_links.id")),  # by whom: through a link, or staff
    Column("person_id", String(32)),
    Column("name", String(120), nullable=False),
    Column("nodes", Written, nullable=False),  # every name the step has had, the newest last; none: the whole flow
    Column("body", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),  # what was before their eyes
    Column("created_at", Moment, nullable=False),
    Column("resolved_at", Moment),
    Column("resolved_by", String(120)),
    Index("ix_review_comments_slug", "slug"),
)

review_signoffs = Table(
    "review_signoffs",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug"), nullable=False),
    Column("link_id", RowNumber, ForeignKey("review_links.id"), nullable=False),
    Column("name", String(120), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_review_signoffs_slug", "slug"),
)

flow_requests = Table(
    "flow_requests",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug")),  # the flow to change; none: a new one
    Column("title", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("agency", String(120), nullable=False),
    Column("asked_by", String(120), nullable=False),
    Column("person_id", String(32)),
    Column("link_id", RowNumber, ForeignKey("review_links.id")),
    Column("owner_id", String(32)),
    Column("state", String(16), nullable=False),  # new | accepted | in-work | released | declined
    Column("reason", Text, nullable=False),  # why it was declined
    Column("answer_slug", Slug, ForeignKey("flows.slug")),  # the flow that answers it, once there is one
    Column("answer_release", String(64)),  # and the release of it
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_flow_requests_state", "state"),
)

flow_request_entries = Table(
    "flow_request_entries",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("request_id", RowNumber, ForeignKey("flow_requests.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # said | state | owner | answer
    Column("name", String(120), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_flow_request_entries_request_id", "request_id"),
)
