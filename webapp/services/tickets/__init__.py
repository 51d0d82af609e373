"""Tickets: opened from a packet, worked, resolved."""
