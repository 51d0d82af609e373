"""Trying a draft: the real pages, texts and menus of what is not released. Nothing is sent, counted or stored."""

from webapp.services.trying.looking import Side, explain_trial, view_trial
from webapp.services.trying.previews import Preview, preview_step
from webapp.services.trying.spoken import Spoken, reply, speak
from webapp.services.trying.tours import Stop, Tour, place_of, play_trial, tour
from webapp.services.trying.trial import (
    CHANNELS,
    Trial,
    as_scenario,
    begin_trial,
    give_to_trial,
    in_language,
    read_trial,
    send_file_to_trial,
)

__all__ = [
    "CHANNELS",
    "Preview",
    "Side",
    "Spoken",
    "Stop",
    "Tour",
    "Trial",
    "as_scenario",
    "begin_trial",
    "explain_trial",
    "give_to_trial",
    "in_language",
    "place_of",
    "play_trial",
    "preview_step",
    "read_trial",
    "reply",
    "send_file_to_trial",
    "speak",
    "tour",
    "view_trial",
]
