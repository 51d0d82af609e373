"""Settings from the environment."""

from __future__ import annotations

import base64
import dataclasses
import inspect
from pathlib import Path

import pytest

from webapp import config
from webapp.config import Settings, SettingsError

SECRET = "kx83-jf02-plq9-zzm4-77ab-r5tc-e1d6"
DATA_KEY = base64.b64encode(bytes(range(32))).decode()
SAFE = {"WAYPOST_SECRET_KEY": SECRET, "WAYPOST_DATA_KEY": DATA_KEY}
LIVE = {**SAFE, "WAYPOST_ENVIRONMENT": "production", "WAYPOST_BASE_URL": "https://help.example/"}
NOWHERE = Path("/nowhere/secrets.env")


def test_defaults_serve_development_on_sqlite() -> None:
    settings = Settings.from_env(SAFE, NOWHERE)
    assert settings.environment == "development"
    assert settings.database_url == "sqlite:///var/waypost.db"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert not settings.has_secure_cookies


def test_port_and_database_are_honoured() -> None:
    settings = Settings.from_env({**SAFE, "PORT": "9001", "DATABASE_URL": "postgresql://a@b/c"}, NOWHERE)
    assert (settings.port, settings.database_url) == (9001, "postgresql://a@b/c")
    assert settings.base_url == "http://127.0.0.1:9001"


def test_development_reads_its_secrets_from_the_file_that_set_up_made(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    path.write_text(f"# made once\nWAYPOST_SECRET_KEY={SECRET}\nWAYPOST_DATA_KEY={DATA_KEY}\n")
    assert Settings.from_env({}, path).data_key == DATA_KEY


def test_production_does_not_read_that_file(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    path.write_text(f"WAYPOST_SECRET_KEY={SECRET}\nWAYPOST_DATA_KEY={DATA_KEY}\n")
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({"WAYPOST_ENVIRONMENT": "production", "WAYPOST_BASE_URL": "https://x"}, path)
    assert refused.value.name == "WAYPOST_SECRET_KEY"


def test_production_with_all_it_needs_starts() -> None:
    settings = Settings.from_env(LIVE, NOWHERE)
    assert settings.base_url == "https://help.example"
    assert settings.has_secure_cookies


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAYPOST_SECRET_KEY", ""),
        ("WAYPOST_SECRET_KEY", "short"),
        ("WAYPOST_SECRET_KEY", "changeme" * 8),
        ("WAYPOST_SECRET_KEY", "a" * 64),
        ("WAYPOST_DATA_KEY", ""),
        ("WAYPOST_DATA_KEY", "not base64!"),
        ("WAYPOST_DATA_KEY", f"{DATA_KEY},short"),
        ("WAYPOST_DATA_KEY", base64.b64encode(b"\0" * 32).decode()),
        ("WAYPOST_DATA_KEY", base64.b64encode(bytes(range(16))).decode()),
        ("WAYPOST_BASE_URL", ""),
        ("WAYPOST_BASE_URL", "http://help.example"),
        ("WAYPOST_ENVIRONMENT", "prod"),
        ("PORT", "eighty"),
        ("WAYPOST_TRUSTED_PROXIES", "-1"),
    ],
)
def test_production_refuses_what_is_missing_or_unsafe_and_names_it(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({**LIVE, name: value}, NOWHERE)
    assert refused.value.name == name


def test_a_secret_does_not_show_when_settings_are_printed() -> None:
    assert SECRET not in repr(Settings.from_env(SAFE, NOWHERE))
    assert DATA_KEY not in repr(Settings.from_env(SAFE, NOWHERE))


def test_every_setting_is_documented_by_the_name_it_is_read_under() -> None:
    source = inspect.getsource(config.Settings)
    for field in dataclasses.fields(Settings):
        before = source[: source.index(f"    {field.name}: ")].splitlines()
        comment = [line for line in before if line.strip()][-1]
        is_phone = field.name.endswith("_phone")
        assert comment.strip().startswith("#") or is_phone, field.name


def test_several_data_keys_are_taken_while_they_are_changed():
    older = base64.b64encode(bytes(range(32, 64))).decode()
    given = {**SAFE, "WAYPOST_DATA_KEY": f"{DATA_KEY},{older}"}
    assert Settings.from_env(given, Path("none")).data_key == f"{DATA_KEY},{older}"


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://a:b@mail.example", "smtp://x:y:z"]
)
def test_a_mail_server_that_cannot_be_meant_is_refused(url: str):
    with pytest.raises(SettingsError, match="WAYPOST_SMTP_URL"):
        Settings.from_env({**SAFE, "WAYPOST_SMTP_URL": url}, NOWHERE)


def test_mail_is_offered_where_it_can_be_sent():
    there = Settings.from_env({**SAFE, "WAYPOST_SMTP_URL": "smtp+tls://a:b@mail.example:587"}, NOWHERE)
    assert there.can_send_mail
    assert "mail.example" not in repr(there)
    assert dataclasses.replace(there, smtp_url="").can_send_mail
    assert not dataclasses.replace(there, smtp_url="", environment="production").can_send_mail
