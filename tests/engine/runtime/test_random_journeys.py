"""Whatever a person does, a journey stays whole: random inputs to random flows and to the flows that are shipped."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.errors import NotWaitingError, SealedError
from engine.model import (
    Answer,
    AnswerPage,
    Asks,
    Back,
    Change,
    Continue,
    GiveContact,
    Redate,
    RemoveMember,
    Send,
    SetLanguage,
    Skip,
    Solved,
)
from engine.nodes import PageNode, QuestionNode
from engine.runtime import journey_from_json, journey_to_json, resume, trace, view
from engine.scenarios.opening import read_release
from tests.builders import NOON, TODAY, a_release, a_start
from tests.random_flows import CHILD, documents

FLOWS = Path(__file__).parents[3] / "flows"
SHIPPED = sorted(path.parent.name for path in FLOWS.glob("*/flow.json"))
RUBBISH = st.dictionaries(
    st.sampled_from(["", "day", "month", "year", "line", "x"]),
    st.lists(st.text(max_size=8), max_size=3).map(tuple),
    max_size=3,
)
SCARCE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@cache
def a_shipped_release(slug):
    """With the flows that it runs."""
    return read_release(FLOWS / slug / "flow.json")


def one(strategy):
    """A field that is typed as a whole."""
    return strategy.map(lambda text: {"": (text,)})


def raws(fact):
    """Mostly what somebody might answer, now and then something else."""
    options = [option.id for option in fact.options] or ["a"]
    numbers = one(st.integers(-2, 3000).map(str))
    dates = st.tuples(st.integers(1, 31), st.integers(1, 12), st.integers(1940, 2027)).map(
        lambda parts: {name: (str(part),) for name, part in zip(("day", "month", "year"), parts, strict=True)}
    )
    by_type = {
        "boolean": one(st.sampled_from(["yes", "no"])),
        "choice": one(st.sampled_from(options)),
        "place": one(st.sampled_from(options)),
        "choices": st.lists(st.sampled_from(options), max_size=3, unique=True).map(lambda ids: {"": tuple(ids)}),
        "integer": one(st.integers(-1, 12).map(str)),
        "date": dates,
        "address": one(st.sampled_from(["1 Main St", ""])).map(lambda raw: {**raw, "city": ("Salem",)}),
        "text": one(st.text(max_size=20)),
        "file": one(st.just('{"id": "f1", "name": "a.png", "media_type": "image/png", "size": 5}')),
    }
    sound = by_type.get(fact.type, numbers)
    return st.one_of(sound, sound, sound, st.just({"": ("",)}), RUBBISH)


@st.composite
def inputs(draw, release, turn):
    """Something a person might do next: mostly what is asked, now and then anything, anywhere."""
    prompt = turn.prompt
    places = [step.place for step in prompt.path if step.place]
    if draw(st.integers(0, 3)) > 0:
        return draw(_fitting(release, prompt.place, prompt.asks))
    anywhere = draw(st.sampled_from([*places, prompt.place, *release.flow.nodes, "nowhere", "end-b.check", "n0.help"]))
    return draw(
        st.one_of(
            st.just(Back()),
            st.just(Change(place=anywhere)),
            st.just(Skip(place=anywhere)),
            st.integers(0, 3).map(lambda number: RemoveMember(place=anywhere, number=number)),
            st.sampled_from(["en", "es", "ar", "", "x-!", "zh-Hant-HK"]).map(lambda tag: SetLanguage(language=tag)),
            st.integers(-400, 4000).map(lambda days: Redate(today=TODAY + timedelta(days=days))),
            st.sampled_from(list(Asks)).flatmap(lambda asks: _fitting(release, anywhere, asks)),
        )
    )


def _fitting(release, place, asks):
    if asks is Asks.CONTINUE:
        return st.just(Continue(place=place))
    if asks is Asks.SOLVED:
        return st.booleans().map(lambda helped: Solved(place=place, helped=helped))
    if asks is Asks.CONTACT:
        details = st.fixed_dictionaries(
            {},
            optional={
                "name": st.text(max_size=5),
                "phone": st.sampled_from(["212 555 0142", "12"]),
                "email": st.sampled_from(["ada@example.org", "ada"]),
                "other": st.just("x"),
            },
        )
        return st.builds(GiveContact, place=st.just(place), details=details, anonymous=st.booleans())
    if asks is Asks.SEND:
        return st.just(Send(place=place, consent="I agree"))
    node = release.flow.nodes.get(place)
    if asks is Asks.ANSWER and isinstance(node, QuestionNode):
        raw = raws(release.flow.facts[node.fact])
        return st.builds(Answer, place=st.just(place), raw=raw, returning=st.booleans())
    if asks is Asks.ANSWER and isinstance(release.flow.nodes.get(place.partition(".")[0]), PageNode):
        page = release.flow.nodes[place.partition(".")[0]]
        one = st.sampled_from(page.questions)
        return one.flatmap(
            lambda each: st.builds(
                Answer,
                place=st.just(page.place_of(each)),
                raw=raws(release.flow.facts[each.fact]),
                returning=st.booleans(),
            )
        )
    if asks is Asks.PAGE and isinstance(node, PageNode):
        whole = {each.id: raws(release.flow.facts[each.fact]) for each in node.questions}
        given = st.fixed_dictionaries({}, optional=whole)
        return st.builds(AnswerPage, place=st.just(place), raws=given, returning=st.booleans())
    return st.just(Back())


def take(release, journey, given, now):
    """The turn, or why there was none: only an input for a place that does not wait for it, or a sealed journey."""
    try:
        return resume(release, journey, given, now=now)
    except SealedError:
        assert journey.is_sealed
    except NotWaitingError as error:
        waiting = trace(release, journey).find(error.place)
        assert waiting is None or not isinstance(given, Change), "a place on the path can be changed"
    return None


def check_whole(release, turn):
    """What holds after every input. The journey as it was read back."""
    saved = json.loads(json.dumps(journey_to_json(release, turn.journey)))
    journey = journey_from_json(release, saved)
    assert journey == turn.journey
    there = trace(release, journey)
    assert trace(release, turn.journey) == there, "the path kept with a turn is the path of its journey"
    counted = {fact for fact, given in journey.answers.items() if given.on_path}
    node = release.flow.nodes[there.node]
    is_open = isinstance(node, PageNode) or (isinstance(node, QuestionNode) and (there.refusals or there.failed))
    stuck = set(node.fills) if is_open else set()
    asked = {fact for step in there.path for fact in step.asked}
    assert asked <= counted <= asked | stuck
    seen = view(release, journey, turn.prompt.place)
    assert (seen.asks, seen.path, seen.known, seen.back) == (
        turn.prompt.asks,
        turn.prompt.path,
        turn.prompt.known,
        turn.prompt.back,
    )
    return journey


def play(release, data, steps):
    now = NOON
    turn = a_start(release)
    for _ in range(steps):
        journey = check_whole(release, turn)
        given = data.draw(inputs(release, turn))
        now += timedelta(minutes=1)
        first, second = take(release, turn.journey, given, now), take(release, journey, given, now)
        assert first == second, "the same inputs give the same turn"
        if first is None:
            continue
        if first.was_refused:
            assert first.journey == turn.journey, "a refused answer changes nothing"
        turn = first
    check_whole(release, turn)


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(document=documents(), data=st.data())
def test_whatever_is_done_in_a_random_flow_the_journey_stays_whole(document, data):
    play(a_release(document, children=[CHILD]), data, steps=14)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of a release with everything written out
@pytest.mark.parametrize("slug", SHIPPED)
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(data=st.data())
def test_whatever_is_done_in_a_shipped_flow_the_journey_stays_whole(slug, data):
    play(a_shipped_release(slug), data, steps=30)
