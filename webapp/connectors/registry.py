"""The connectors by name."""

from engine.registry import Registry
from webapp.connectors.base import Connector

connectors: Registry[type[Connector]] = Registry("connector")
