"""What the public meets: its history, what differs, who asks for another, who agrees, and when it goes live."""

from webapp.services.releasing.allowing import StandardKind, allow_kind, list_standard_kinds
from webapp.services.releasing.comparing import Compared, compare_sides, find_behaviour
from webapp.services.releasing.deciding import APPROVED, REFUSED, decide, review_change
from webapp.services.releasing.delegating import (
    Delegation,
    end_delegation,
    list_delegations,
    list_possible_delegates,
    name_delegate,
)
from webapp.services.releasing.errors import (
    ChangeMovedError,
    ChangeRefusedError,
    ChangeUnknownError,
    ReleasingError,
    SideUnknownError,
)
from webapp.services.releasing.evidence import Evidence, gather
from webapp.services.releasing.freezes import add_freeze, list_freezes, may_freeze, remove_freeze
from webapp.services.releasing.going_back import WayBack, go_back, look_back
from webapp.services.releasing.history import Period, ShownRelease, list_history
from webapp.services.releasing.inside import ELSEWHERE, Becomes, Standing
from webapp.services.releasing.kinds import Kind
from webapp.services.releasing.outcomes import Outcome, record_outcome
from webapp.services.releasing.parts import parts_of_change
from webapp.services.releasing.planning import Planned, Week, plan_weeks
from webapp.services.releasing.putting_live import (
    RELEASE_CHANGE,
    may_release,
    release_change,
    release_due,
    schedule_change,
)
from webapp.services.releasing.replaying import SMALL, find_replayed, replay_past
from webapp.services.releasing.reporting import Urgent, count_emergencies
from webapp.services.releasing.requesting import Asked, get_change, request_change, withdraw_change
from webapp.services.releasing.risk import Quorum, Risk
from webapp.services.releasing.sides import DRAFT, Side, list_sides
from webapp.services.releasing.solving import Found
from webapp.services.releasing.standard import SAYS, Model
from webapp.services.releasing.telling import REMIND_APPROVERS, remind_deciders, write_telling
from webapp.services.releasing.viewing import (
    ChangeCard,
    ShownChange,
    Waiting,
    list_changes,
    list_waiting,
    runners_of,
    view_change,
)

__all__ = [
    "APPROVED",
    "DRAFT",
    "ELSEWHERE",
    "REFUSED",
    "RELEASE_CHANGE",
    "REMIND_APPROVERS",
    "SAYS",
    "SMALL",
    "Asked",
    "Becomes",
    "ChangeCard",
    "ChangeMovedError",
    "ChangeRefusedError",
    "ChangeUnknownError",
    "Compared",
    "Delegation",
    "Evidence",
    "Found",
    "Kind",
    "Model",
    "Outcome",
    "Period",
    "Planned",
    "Quorum",
    "ReleasingError",
    "Risk",
    "ShownChange",
    "ShownRelease",
    "Side",
    "SideUnknownError",
    "StandardKind",
    "Standing",
    "Urgent",
    "Waiting",
    "WayBack",
    "Week",
    "add_freeze",
    "allow_kind",
    "compare_sides",
    "count_emergencies",
    "decide",
    "end_delegation",
    "find_behaviour",
    "find_replayed",
    "gather",
    "get_change",
    "go_back",
    "list_changes",
    "list_delegations",
    "list_freezes",
    "list_history",
    "list_possible_delegates",
    "list_sides",
    "list_standard_kinds",
    "list_waiting",
    "look_back",
    "may_freeze",
    "may_release",
    "name_delegate",
    "parts_of_change",
    "plan_weeks",
    "record_outcome",
    "release_change",
    "release_due",
    "remind_deciders",
    "remove_freeze",
    "replay_past",
    "request_change",
    "review_change",
    "runners_of",
    "schedule_change",
    "view_change",
    "withdraw_change",
    "write_telling",
]
