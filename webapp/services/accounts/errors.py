"""What can go wrong with staff accounts.

AccountError
├── SignInRefusedError      wrong email, wrong password or a deactivated person: one error, one sentence
├── PersonNotFoundError     nobody has this email
└── PersonExistsError       somebody has it already
"""

from __future__ import annotations


class AccountError(Exception):
    """Anything the accounts service refuses."""


class SignInRefusedError(AccountError):
    """Email and password do not fit. Never says which."""


class PersonNotFoundError(AccountError):
    """Nobody has this email."""


class PersonExistsError(AccountError):
    """Somebody has this email already."""
