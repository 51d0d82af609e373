"""Reference numbers and status codes: easy to read aloud, hard to mistype, and a code nobody can guess."""

from __future__ import annotations

import secrets

# No 0 O, 1 I L, 8 B or U V mix-ups; 29 is prime, so the check letter finds every wrong or swapped letter.
ALPHABET = "23456789ACDEFGHJKMNPQRSTVWXYZ"
_PREFIX = "WP-"
_LETTERS = 5
_CODE_GROUPS, _CODE_GROUP_LENGTH = 3, 4


def new_reference() -> str:
    """Such as WP-7K4M2Q. Whether it is free is for the database to say."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(_LETTERS))
    return f"{_PREFIX}{letters}{check_letter(letters)}"


def check_letter(letters: str) -> str:
    weighted = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(letters, start=1))
    return ALPHABET[weighted % len(ALPHABET)]


def read_reference(text: str) -> str | None:
    """The reference somebody typed, with or without prefix, dash, spaces and capitals; None if it cannot be one."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum()).removeprefix("WP")
    if len(letters) != _LETTERS + 1 or any(letter not in ALPHABET for letter in letters):
        return None
    return f"{_PREFIX}{letters}" if check_letter(letters[:-1]) == letters[-1] else None


def new_status_code() -> str:
    """Twelve letters in three groups: 58 bits."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(_CODE_GROUP_LENGTH)) for _ in range(_CODE_GROUPS))
    return "-".join(groups)


def read_status_code(text: str) -> str:
    """The code somebody typed, as it was made."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return "-".join(letters[at : at + _CODE_GROUP_LENGTH] for at in range(0, len(letters), _CODE_GROUP_LENGTH))
