"""Sealing: bound to its place, lost with its key, and rotation of the wrapping key."""

from __future__ import annotations

import base64

import pytest

from webapp.persistence.crypto import DataKey, Keyring, Vault, VaultError, WrappedKey

OLD, NEW = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def test_what_is_sealed_opens_again():
    key = DataKey(b"k" * 32)
    for plain in (b"", b"short", b"long " * 1000):
        assert key.open(key.seal(plain, about="tickets.packet:1"), about="tickets.packet:1") == plain


def test_a_value_moved_to_another_row_does_not_open():
    key = DataKey(b"k" * 32)
    with pytest.raises(VaultError, match="packet:2"):
        key.open(key.seal(b"mine", about="tickets.packet:1"), about="tickets.packet:2")


def test_a_changed_value_does_not_open():
    key = DataKey(b"k" * 32)
    sealed = bytearray(key.seal(b"yes", about="a"))
    sealed[0] ^= 3
    with pytest.raises(VaultError):
        key.open(bytes(sealed), about="a")


def test_an_old_wrapping_key_still_unwraps_and_the_new_one_wraps():
    wrapped, key = Vault(Keyring(OLD)).new_key("one")
    sealed = key.seal(b"kept", about="a")
    rotated = Vault(Keyring(f"{NEW},{OLD}"))
    rewrapped = rotated.rewrap(wrapped)
    assert Vault(Keyring(NEW)).data_key(rewrapped).open(sealed, about="a") == b"kept"


def test_a_key_of_another_environment_is_refused_by_name():
    wrapped, _ = Vault(Keyring(OLD)).new_key("one")
    with pytest.raises(VaultError, match="does not open this database"):
        Vault(Keyring(NEW)).data_key(wrapped)


def test_a_wrapped_key_cannot_be_given_to_another_journey():
    wrapped, _ = Vault(Keyring(OLD)).new_key("one")
    moved = WrappedKey(id="two", wrapped=wrapped.wrapped, wrapped_by=wrapped.wrapped_by)
    with pytest.raises(VaultError):
        Vault(Keyring(OLD)).data_key(moved)


def test_the_memory_of_keys_is_bounded():
    vault = Vault(Keyring(OLD), remembered=2)
    for name in ("one", "two", "three"):
        vault.data_key(vault.new_key(name)[0])
    assert len(vault._cache) == 2


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_a_bad_wrapping_key_is_refused(text: str):
    with pytest.raises(VaultError):
        Keyring(text)
