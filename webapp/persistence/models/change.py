"""Requests to change what the public meets, who decides on them, and the times in which nothing may be changed."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from webapp.persistence.base import Moment, RowNumber, Slug, Written, metadata

changes = Table(
    "changes",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug"), nullable=False),
    Column("kind", String(16), nullable=False),  # standard | normal | emergency | rollback
    Column("state", String(16), nullable=False),  # waiting | approved | released | refused | withdrawn | void
    Column("version", Integer, nullable=False, server_default="1"),
    Column("draft_id", RowNumber),  # no reference: a draft goes once it is released or thrown away
    Column("fingerprint", String(64), nullable=False),  # of the draft that is asked for: any edit voids the request
    Column("base_release_id", RowNumber, ForeignKey("releases.id")),  # what the public met when it was asked for
    Column("release_id", RowNumber, ForeignKey("releases.id")),  # what it became; of a way back, where it leads
    Column("needs", Integer, nullable=False),  # how many have to agree
    Column("notes_staff", Text, nullable=False),
    Column("notes_public", Text, nullable=False),
    Column("notes_translated", Written, nullable=False, server_default="{}"),  # the same by language
    Column("reason", Text, nullable=False),
    Column("evidence", Written, nullable=False),
    Column("inside", Written, nullable=False),  # by node, what becomes of people who stand there
    Column("requested_by", String(32), nullable=False),
    Column("requested_at", Moment, nullable=False),
    Column("run_at", Moment),
    Column("held_why", Text, nullable=False),  # why it was not released at its time
    Column("closed_by", String(32)),
    Column("closed_at", Moment),
    Column("closed_why", Text, nullable=False),
    Column("review_due_at", Moment),
    Column("reviewed_by", String(32)),
    Column("reviewed_at", Moment),
    Column("review", Text, nullable=False),
    Column("outcome", String(16)),  # success | issues | failed | rolled-back, as it was seen after the release
    Column("outcome_note", Text, nullable=False, server_default=""),
    Column("outcome_by", String(32)),
    Column("outcome_at", Moment),
    Column("outcome_due_at", Moment),
    Index("ix_changes_slug_state", "slug", "state"),
    Index("ix_changes_state", "state"),
)

change_decisions = Table(
    "change_decisions",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("change_id", RowNumber, ForeignKey("changes.id"), nullable=False),
    Column("person_id", String(32), nullable=False),
    Column("verdict", String(16), nullable=False),  # approved | refused
    Column("comment", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),  # what the person had before their eyes
    Column("decided_at", Moment, nullable=False),
    Column("for_person_id", String(32)),  # in whose stead a delegate said it
    UniqueConstraint("change_id", "person_id"),
)

# Who decides in the stead of an approver, and when. One that was taken back stays on record.
delegations = Table(
    "delegations",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("approver_id", String(32), ForeignKey("people.id"), nullable=False),
    Column("delegate_id", String(32), ForeignKey("people.id"), nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("named_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

# What was decided last about a kind of change that needs nobody: none is a kind as it was delivered.
standard_kinds = Table(
    "standard_kinds",
    metadata,
    Column("model", String(16), primary_key=True),
    Column("lapsed_at", Moment),
    Column("change_id", RowNumber, ForeignKey("changes.id")),  # after which change it lapsed
    Column("expires_at", Moment),
    Column("reason", Text, nullable=False),
    Column("changed_by", String(32)),
    Column("changed_at", Moment, nullable=False),
)

freezes = Table(
    "freezes",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug")),  # none: every flow
    Column("why", Text, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("added_by", String(32), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("removed_by", String(32)),
    Column("removed_at", Moment),
)

# What becomes of a journey that began on one release, by the node at which it stands; "" is every other node.
journey_moves = Table(
    "journey_moves",
    metadata,
    Column("from_release_id", RowNumber, ForeignKey("releases.id"), primary_key=True, autoincrement=False),
    Column("node", String(200), primary_key=True),
    Column("to_release_id", RowNumber, ForeignKey("releases.id"), nullable=False),
    Column("becomes", String(16), nullable=False),  # stay | move | restart
    Column("change_id", RowNumber, ForeignKey("changes.id"), nullable=False),
)

# What the solver found out, or is finding out: kept by what it is about, so that it is asked once.
workings = Table(
    "workings",
    metadata,
    Column("kind", String(16), primary_key=True),  # proof | difference
    Column("name", String(140), primary_key=True),  # the fingerprints
    Column("state", String(16), nullable=False),  # running | done | stopped
    Column("started_at", Moment, nullable=False),
    Column("result", Written),
)
