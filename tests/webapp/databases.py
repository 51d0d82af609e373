"""The kinds of database every test of storage runs on, and the key their data is wrapped with."""

import base64

import pytest

DATA_KEY = base64.b64encode(bytes(range(32))).decode()
KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
