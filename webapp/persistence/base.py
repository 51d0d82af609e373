"""What every table shares: one metadata, names for constraints, and the types that differ between databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, LargeBinary, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def time_to_text(moment: datetime) -> str:
    """Fixed width and always UTC, so that text sorts as time does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def time_from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Moment(TypeDecorator[datetime]):
    """A point in time, in UTC: `timestamptz` on PostgreSQL, sortable text on SQLite. Refuses naive times."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = String(27) if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone cannot be stored")
        return time_to_text(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return time_from_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)


Document = JSON().with_variant(JSONB(), "postgresql")
"""JSON as data: parsed on the way out."""

Written: JSON = JSON()
"""JSON as somebody wrote it: its keys keep their order, which is the order of an outline."""

RowNumber = BigInteger().with_variant(Integer(), "sqlite")
"""A number the database gives; SQLite only counts up by itself in a plain INTEGER."""

Sealed = LargeBinary
"""Bytes that only the vault can open."""

Slug = String(80)
PublicId = String(32)
Hash = LargeBinary(32)
