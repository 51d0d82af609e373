"""Sample journeys, tickets and work of the last weeks, so that nobody's first look is at an empty screen.

They go through the same services as anybody's, are marked `demo` from their first row, reach no other system,
count in no number, and one command takes them away.
"""

from webapp.services.demo.making import Made, make_demo
from webapp.services.demo.marking import DOMAIN, has_samples, remove_demo, was_ever_made

__all__ = ["DOMAIN", "Made", "has_samples", "make_demo", "remove_demo", "was_ever_made"]
