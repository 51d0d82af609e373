"""The database and its unit of work: reads as they come, and one short write."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from webapp.persistence.crypto import Keyring, Vault
from webapp.persistence.driver import connect
from webapp.persistence.errors import find_outage
from webapp.persistence.stores.articles import ArticleStore
from webapp.persistence.stores.audit import AuditStore
from webapp.persistence.stores.changes import ChangeStore
from webapp.persistence.stores.codes import ReturnCodeStore
from webapp.persistence.stores.delegations import DelegationStore, StandardKindStore
from webapp.persistence.stores.demo import DemoStore
from webapp.persistence.stores.drafts import DraftStore
from webapp.persistence.stores.flow_requests import FlowRequestStore
from webapp.persistence.stores.flows import FlowStore
from webapp.persistence.stores.footfall import FootfallStore
from webapp.persistence.stores.freezes import FreezeStore
from webapp.persistence.stores.inside import InsideStore
from webapp.persistence.stores.journeys import JourneyStore
from webapp.persistence.stores.keys import KeyStore
from webapp.persistence.stores.limits import LimitStore
from webapp.persistence.stores.links import ReturnLinkStore
from webapp.persistence.stores.outbox import OutboxStore
from webapp.persistence.stores.people import PersonStore
from webapp.persistence.stores.presences import PresenceStore
from webapp.persistence.stores.queues import QueueStore
from webapp.persistence.stores.reminders import ReminderStore
from webapp.persistence.stores.reviews import ReviewStore
from webapp.persistence.stores.scenarios import ScenarioStore, WaiverStore
from webapp.persistence.stores.search import SearchStore
from webapp.persistence.stores.sessions import SessionStore
from webapp.persistence.stores.tickets import TicketStore
from webapp.persistence.stores.trail import TrailStore
from webapp.persistence.stores.uploads import UploadStore
from webapp.persistence.stores.workings import WorkingStore

_ID_BYTES = 10


class WriteNestedError(Exception):
    """A write was begun inside another one: what is inside would not be committed when its author thinks."""


class Database:
    """One database, its pool and its vault. Make one per process, after forking."""

    def __init__(self, url: str, *, data_key: str, pool_size: int = 16) -> None:
        """`data_key` is the environment's wrapping key in base64, or several with commas, the newest first."""
        self.engine, self.driver = connect(url, pool_size=pool_size)
        self.vault = Vault(Keyring(data_key))
        self.cache: dict[Any, Any] = {}
        """What never changes once read, by whoever reads it: releases, secrets."""

    def unit_of_work(self) -> UnitOfWork:
        return UnitOfWork(self)

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


class UnitOfWork:
    """One connection for one piece of work, taken when first needed. Reads see what is committed as they run."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.driver = database.driver
        self.vault = database.vault
        self.is_writing = False
        self._connection: Connection | None = None
        self._pooled: PoolProxiedConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
        elif self._pooled is not None:
            self._pooled.close()
        self._connection = self._pooled = None
        self.__dict__.pop("cursor", None)
        if error is not None and (outage := find_outage(self.database.engine, error)) is not None:
            raise outage from error

    @property
    def connection(self) -> Connection:
        """For statements built with SQLAlchemy."""
        if self._connection is None:
            self._connection = Connection(self.database.engine, connection=self._take())
        return self._connection

    @cached_property
    def cursor(self) -> Any:
        """For driver-level statements on the hot path; the same connection, the same transaction."""
        return self._take().cursor()

    def _take(self) -> PoolProxiedConnection:
        if self._pooled is None:
            self._pooled = self.database.engine.raw_connection()
        return self._pooled

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[None]:
        """One short transaction. `durable` waits until it would survive a power cut."""
        if self.is_writing:
            raise WriteNestedError("this unit of work is writing already")
        with self.driver.transaction(self.cursor, durable=durable):
            self.is_writing = True
            try:
                yield
            finally:
                self.is_writing = False

    def is_reachable(self) -> bool:
        """Whether the database answers at all."""
        try:
            with self.database.engine.connect() as connection:
                return bool(connection.exec_driver_sql("SELECT 1").scalar() == 1)
        except DBAPIError:
            return False

    def new_id(self) -> str:
        """Sixteen letters and digits that nobody can guess, fit for an address and for a database's order of bytes."""
        return base64.b32encode(os.urandom(_ID_BYTES)).decode("ascii").lower()

    @cached_property
    def journeys(self) -> JourneyStore:
        return JourneyStore(self)

    @cached_property
    def flows(self) -> FlowStore:
        return FlowStore(self)

    @cached_property
    def drafts(self) -> DraftStore:
        return DraftStore(self)

    @cached_property
    def scenarios(self) -> ScenarioStore:
        return ScenarioStore(self)

    @cached_property
    def waivers(self) -> WaiverStore:
        return WaiverStore(self)

    @cached_property
    def presences(self) -> PresenceStore:
        return PresenceStore(self)

    @cached_property
    def reviews(self) -> ReviewStore:
        return ReviewStore(self)

    @cached_property
    def flow_requests(self) -> FlowRequestStore:
        return FlowRequestStore(self)

    @cached_property
    def tickets(self) -> TicketStore:
        return TicketStore(self)

    @cached_property
    def queues(self) -> QueueStore:
        return QueueStore(self)

    @cached_property
    def articles(self) -> ArticleStore:
        return ArticleStore(self)

    @cached_property
    def people(self) -> PersonStore:
        return PersonStore(self)

    @cached_property
    def sessions(self) -> SessionStore:
        return SessionStore(self)

    @cached_property
    def outbox(self) -> OutboxStore:
        return OutboxStore(self)

    @cached_property
    def audit(self) -> AuditStore:
        return AuditStore(self)

    @cached_property
    def trail(self) -> TrailStore:
        return TrailStore(self)

    @cached_property
    def footfall(self) -> FootfallStore:
        return FootfallStore(self)

    @cached_property
    def limits(self) -> LimitStore:
        return LimitStore(self)

    @cached_property
    def links(self) -> ReturnLinkStore:
        return ReturnLinkStore(self)

    @cached_property
    def codes(self) -> ReturnCodeStore:
        return ReturnCodeStore(self)

    @cached_property
    def reminders(self) -> ReminderStore:
        return ReminderStore(self)

    @cached_property
    def demo(self) -> DemoStore:
        return DemoStore(self)

    @cached_property
    def keys(self) -> KeyStore:
        return KeyStore(self)

    @cached_property
    def uploads(self) -> UploadStore:
        return UploadStore(self)

    @cached_property
    def search(self) -> SearchStore:
        return SearchStore(self)

    @cached_property
    def changes(self) -> ChangeStore:
        return ChangeStore(self)

    @cached_property
    def freezes(self) -> FreezeStore:
        return FreezeStore(self)

    @cached_property
    def delegations(self) -> DelegationStore:
        return DelegationStore(self)

    @cached_property
    def standard_kinds(self) -> StandardKindStore:
        return StandardKindStore(self)

    @cached_property
    def inside(self) -> InsideStore:
        return InsideStore(self)

    @cached_property
    def workings(self) -> WorkingStore:
        return WorkingStore(self)
