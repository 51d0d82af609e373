"""The audit trail: who did what to what."""

from webapp.services.audit.recording import record

__all__ = ["record"]
