"""The database: the only place that knows SQLAlchemy. Stores return frozen records."""

from webapp.persistence.backup import BackupError, backup, check, restore
from webapp.persistence.crypto import DataKey, VaultError, keyed_hash, token_hash
from webapp.persistence.database import Database, UnitOfWork, WriteNestedError
from webapp.persistence.errors import DatabaseDownError, DatabaseError, DatabaseUrlError, SchemaError
from webapp.persistence.records import (
    ArticleRecord,
    AuditRecord,
    FlowRecord,
    JobRecord,
    JourneyRecord,
    NewTicket,
    PersonRecord,
    PlanRecord,
    QueueRecord,
    ReleaseRecord,
    SearchDocument,
    SearchMiss,
    SearchWord,
    SessionRecord,
    TicketEventRecord,
    TicketRecord,
    TrailRow,
    UploadRecord,
)
from webapp.persistence.schema import check_ready, downgrade, is_at_head, migrate
from webapp.persistence.stores.search_index import Sought, Where
from webapp.persistence.stores.tickets import ReferenceTakenError

__all__ = [
    "ArticleRecord",
    "AuditRecord",
    "BackupError",
    "DataKey",
    "Database",
    "DatabaseDownError",
    "DatabaseError",
    "DatabaseUrlError",
    "FlowRecord",
    "JobRecord",
    "JourneyRecord",
    "NewTicket",
    "PersonRecord",
    "PlanRecord",
    "QueueRecord",
    "ReferenceTakenError",
    "ReleaseRecord",
    "SchemaError",
    "SearchDocument",
    "SearchMiss",
    "SearchWord",
    "SessionRecord",
    "Sought",
    "TicketEventRecord",
    "TicketRecord",
    "TrailRow",
    "UnitOfWork",
    "UploadRecord",
    "VaultError",
    "Where",
    "WriteNestedError",
    "backup",
    "check",
    "check_ready",
    "downgrade",
    "is_at_head",
    "keyed_hash",
    "migrate",
    "restore",
    "token_hash",
]
