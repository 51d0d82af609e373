"""What stores return: frozen records, decrypted, that know nothing of rows."""

from webapp.persistence.records.article import ArticleRecord, SearchDocument, SearchMiss, SearchWord
from webapp.persistence.records.change import (
    ChangeRecord,
    DecisionRecord,
    DelegationRecord,
    FreezeRecord,
    MoveRecord,
    StandardKindRecord,
    WorkingRecord,
)
from webapp.persistence.records.flow import DraftRecord, EditRecord, FlowRecord, FlowUse, PresenceRecord, ReleaseRecord
from webapp.persistence.records.journey import (
    Footfall,
    JourneyRecord,
    StayRow,
    TrailRow,
    TrailWindow,
    UploadRecord,
    snapshot_place,
)
from webapp.persistence.records.review import (
    DRAFT,
    FlowRequestRecord,
    RequestEntryRecord,
    ReviewCommentRecord,
    ReviewLinkRecord,
    SignoffRecord,
)
from webapp.persistence.records.scenario import ScenarioRecord, WaiverRecord
from webapp.persistence.records.staff import AuditRecord, JobRecord, PersonRecord, SessionRecord
from webapp.persistence.records.ticket import (
    NewTicket,
    PlanRecord,
    QueueCounts,
    QueueRecord,
    TicketEventRecord,
    TicketRecord,
)

__all__ = [
    "DRAFT",
    "ArticleRecord",
    "AuditRecord",
    "ChangeRecord",
    "DecisionRecord",
    "DelegationRecord",
    "DraftRecord",
    "EditRecord",
    "FlowRecord",
    "FlowRequestRecord",
    "FlowUse",
    "Footfall",
    "FreezeRecord",
    "JobRecord",
    "JourneyRecord",
    "MoveRecord",
    "NewTicket",
    "PersonRecord",
    "PlanRecord",
    "PresenceRecord",
    "QueueCounts",
    "QueueRecord",
    "ReleaseRecord",
    "RequestEntryRecord",
    "ReviewCommentRecord",
    "ReviewLinkRecord",
    "ScenarioRecord",
    "SearchDocument",
    "SearchMiss",
    "SearchWord",
    "SessionRecord",
    "SignoffRecord",
    "StandardKindRecord",
    "StayRow",
    "TicketEventRecord",
    "TicketRecord",
    "TrailRow",
    "TrailWindow",
    "UploadRecord",
    "WaiverRecord",
    "WorkingRecord",
    "snapshot_place",
]
