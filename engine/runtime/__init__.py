"""How a journey runs: start, resume, walk."""

from engine.runtime.asked import find_asking, narrow
from engine.runtime.loop import Turn, build_prompt, resume, start, view
from engine.runtime.redating import compare_dates, date_to_choose
from engine.runtime.snapshot import journey_from_json, journey_to_json
from engine.runtime.trace import HELP, Trace, local_date, trace
from engine.runtime.walked import Stop, Walked, Walker
from engine.runtime.walking import plain_walker, walk, walk_plainly, walker_of

__all__ = [
    "HELP",
    "Stop",
    "Trace",
    "Turn",
    "Walked",
    "Walker",
    "build_prompt",
    "compare_dates",
    "date_to_choose",
    "find_asking",
    "journey_from_json",
    "journey_to_json",
    "local_date",
    "narrow",
    "plain_walker",
    "resume",
    "start",
    "trace",
    "view",
    "walk",
    "walk_plainly",
    "walker_of",
]
