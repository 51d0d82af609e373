"""What can go wrong with staff accounts.

AccountError
├── SignInRefusedError      wrong e-mail, wrong password or a deactivated person: one error, one sentence
├── PersonNotFoundError     nobody has this e-mail
└── PersonExistsError       somebody has it already
"""

from __future__ import annotations


class AccountError(Exception):
    """Anything the accounts service refuses."""


class SignInRefusedError(AccountError):
    """E-mail and password do not fit. Never says which."""


class PersonNotFoundError(AccountError):
    """Nobody has this e-mail."""


class PersonExistsError(AccountError):
    """Somebody has this e-mail already."""
