"""Expressions: what they mean, what is refused, and that compiled code agrees."""
