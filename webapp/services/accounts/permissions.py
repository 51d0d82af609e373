"""Who may do what. Roles are a closed set; each names its permissions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is here for."""

    DESIGNER = "designer"
    APPROVER = "approver"
    AGENT = "agent"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that may be done. Routes and services name these, never roles."""

    SIGNED_IN = "signed_in"
    SEE_TICKETS = "see_tickets"
    WORK_TICKETS = "work_tickets"
    SEE_FLOWS = "see_flows"
    EDIT_FLOWS = "edit_flows"
    APPROVE_RELEASES = "approve_releases"
    RELEASE_FLOWS = "release_flows"
    HOLD_RELEASES = "hold_releases"
    ALLOW_STANDARD = "allow_standard"
    SEE_INSIGHT = "see_insight"
    ADMINISTER = "administer"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DESIGNER: frozenset(
        {Permission.SIGNED_IN, Permission.SEE_FLOWS, Permission.EDIT_FLOWS, Permission.RELEASE_FLOWS}
    ),
    Role.APPROVER: frozenset(
        {
            Permission.SIGNED_IN,
            Permission.SEE_FLOWS,
            Permission.APPROVE_RELEASES,
            Permission.RELEASE_FLOWS,
            Permission.HOLD_RELEASES,
        }
    ),
    Role.AGENT: frozenset({Permission.SIGNED_IN, Permission.SEE_TICKETS, Permission.WORK_TICKETS}),
    Role.LEAD: frozenset(
        {
            Permission.SIGNED_IN,
            Permission.SEE_TICKETS,
            Permission.WORK_TICKETS,
            Permission.SEE_FLOWS,
            Permission.HOLD_RELEASES,
            Permission.ALLOW_STANDARD,
            Permission.SEE_INSIGHT,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {Permission.SIGNED_IN, Permission.SEE_FLOWS, Permission.SEE_INSIGHT, Permission.ADMINISTER}
    ),
}


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who does it: a member of staff who is signed in."""

    id: str
    name: str
    email: str
    role: Role
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


class PermissionRefusedError(Exception):
    """This actor may not do this."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        super().__init__(f"needs the permission {permission.value}")


def require(actor: Actor, permission: Permission) -> None:
    """Refuse unless `actor` holds `permission`."""
    if permission not in actor.permissions:
        raise PermissionRefusedError(permission)
