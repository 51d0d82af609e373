"""Staff: who they are, what they may do, and their revocable sessions."""

from webapp.services.accounts.errors import AccountError, PersonExistsError, PersonNotFoundError, SignInRefusedError
from webapp.services.accounts.people import Person, deactivate, invite, list_people, reset_password, set_role
from webapp.services.accounts.permissions import (
    PERMISSIONS,
    Actor,
    Permission,
    PermissionRefusedError,
    Role,
    require,
)
from webapp.services.accounts.sign_in import SignedIn, build_actor, find_actor, sign_in, sign_out

__all__ = [
    "PERMISSIONS",
    "AccountError",
    "Actor",
    "Permission",
    "PermissionRefusedError",
    "Person",
    "PersonExistsError",
    "PersonNotFoundError",
    "Role",
    "SignInRefusedError",
    "SignedIn",
    "build_actor",
    "deactivate",
    "find_actor",
    "invite",
    "list_people",
    "require",
    "reset_password",
    "set_role",
    "sign_in",
    "sign_out",
]
