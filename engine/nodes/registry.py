"""The table of node types."""

from __future__ import annotations

from engine.nodes.base import Node
from engine.registry import Registry

node_types: Registry[type[Node]] = Registry("node type")
