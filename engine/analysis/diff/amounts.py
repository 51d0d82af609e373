"""Changes of the tables of amounts: “the income limit for 3 people rises from $5,367 to $5,500”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from engine.analysis.diff.change import Change, Kind, Subject
from engine.analysis.diff.speaking import Speaker, readable, written
from engine.definition.places import sentence_start
from engine.model.flow import Fact
from engine.model.values import Json
from engine.questions import fact_types

Table = Mapping[str, Json]
_ONE = {"people": "person", "children": "child"}


def compare_amounts(
    old: Mapping[str, Table], new: Mapping[str, Table], then: Speaker, now: Speaker
) -> Iterator[Change]:
    """What changed in the tables of amounts."""
    for name in [*old, *(each for each in new if each not in old)]:
        pointer = f"/tables/{name}"
        if name not in new:
            yield _change(Kind.REMOVED, pointer, f"The table “{readable(name)}” is gone.", old[name], None)
        elif name not in old:
            count = len(new[name]["rows"])
            said = f"The table “{readable(name)}” is new, with {count} {'row' if count == 1 else 'rows'}."
            yield _change(Kind.ADDED, pointer, said, None, new[name])
        elif old[name] != new[name]:
            yield from _Tables(name, old[name], new[name], then, now).changes()


@dataclass(frozen=True)
class _Tables:
    """One table then and now."""

    name: str
    old: Table
    new: Table
    then: Speaker
    now: Speaker

    def changes(self) -> Iterator[Change]:
        before, after = (_rows(table) for table in (self.old, self.new))
        by_date = self.new.get("match") == "date"
        for key in sorted({*before, *after}, key=_order):
            was, value = before.get(key), after.get(key)
            if was == value and (key in before) is (key in after):
                continue
            pointer = f"/tables/{self.name}/rows/{key}"
            if key not in before:
                yield _change(Kind.ADDED, pointer, self._new_row(key, value, by_date), None, value)
            elif key not in after:
                gone = f"The {self._what(key)} is no longer in the table (it was {self._amount(was)})."
                yield _change(Kind.REMOVED, pointer, gone, was, None)
            else:
                yield _change(Kind.CHANGED, pointer, self._other(self._what(key), was, value), was, value)
        yield from self._settings()

    def _new_row(self, key: str, value: Json, by_date: bool) -> str:
        earlier = [row for row in sorted(_rows(self.old)) if row < key]
        if by_date and earlier:
            was = _rows(self.old)[earlier[-1]]
            return f"{sentence_start(self._other(self._what(key), was, value))[:-1]} (a new row of the table)."
        return f"The {self._what(key)} is new: {self._amount(value)}."

    def _other(self, what: str, was: Json, value: Json) -> str:
        verb = moves(was, value)
        verb = verb.removesuffix("s") if self.name.endswith("s") and not self.name.endswith("ss") else verb
        return f"The {what} {verb} from {self._amount(was)} to {self._amount(value)}{self._onward(what)}."

    def _onward(self, what: str) -> str:
        """Amounts beyond the last row go on from it."""
        last = _key(self.new["rows"][-1][0])
        return ", and with it all beyond" if self.new.get("beyond") and what == self._what(last) else ""

    def _what(self, key: str) -> str:
        """Which amount: the income limit for 3 people."""
        name, by = readable(self.name), str(self.new["by"])
        fact = self.now.find_fact(by)
        if self.new.get("match") == "date":
            return f"{name} from {self.now.words.date(date.fromisoformat(key))} on"
        if fact is None:
            return f"{name} for {written(_plain(self.new, key))}"
        if fact.type in ("integer", "year", "decimal", "money"):
            return f"{name} for {self._counted(fact, key)}"
        return f"{name} for “{self.now.value(fact, _plain(self.new, key))}”"

    def _counted(self, fact: Fact, key: str) -> str:
        """3 people; a number alone says nothing, so that without a noun the fact's label stands by."""
        number = self._band(key, fact)
        noun = readable(fact.id)
        is_noun = noun in _ONE or (noun.endswith("s") and not noun.endswith("ss"))
        if fact.type != "integer" or not is_noun or not self.now.words.language.startswith("en"):
            return f"{number} ({self.now.fact(fact.id)})"
        return f"{number} {_ONE.get(noun, noun[:-1]) if number == '1' else noun}"

    def _band(self, key: str, fact: Fact) -> str:
        """The key of a row; of a band how far it goes on: “1 to 3”, “6 or more”."""
        said = self.now.value(fact, _plain(self.new, key))
        if self.new.get("match") != "band":
            return said
        later = [row for row in sorted(_rows(self.new), key=_order) if _order(row) > _order(key)]
        if not later:
            return f"{said} or more"
        if fact.type not in ("integer", "year"):
            return f"{said} to below {self.now.value(fact, _plain(self.new, later[0]))}"
        last = int(later[0]) - 1
        return said if last == int(key) else f"{said} to {last}"

    def _amount(self, value: Json) -> str:
        gives = self.new.get("gives", "")
        if gives not in fact_types or value is None:
            return written(value)
        return self.now.value(Fact(id="", type=gives), value)

    def _settings(self) -> Iterator[Change]:
        """What else a table says: how it goes on, and by what it is read."""
        for key in sorted({*self.old, *self.new} - {"rows", "imported_as"}):
            was, value = self.old.get(key), self.new.get(key)
            if was == value:
                continue
            if key == "source":
                sentence = f"The source of the table “{readable(self.name)}” is another one now."
                yield replace(
                    _change(Kind.CHANGED, f"/tables/{self.name}/source", sentence, was, value), subject=Subject.SOURCE
                )
                continue
            if key == "beyond" and was and value and was.get("per") == value.get("per"):
                step = f"each further {value['per']}" if value["per"] != 1 else "each one more"
                said = f"Beyond the last row of “{readable(self.name)}”, {step} now adds {self._amount(value['add'])}"
                sentence = f"{said} instead of {self._amount(was['add'])}."
            else:
                sentence = (
                    f"“{key}” of the table “{readable(self.name)}” was {written(was)} and is now {written(value)}."
                )
            yield _change(Kind.CHANGED, f"/tables/{self.name}/{key}", sentence, was, value)


def moves(was: Json, value: Json) -> str:
    """Rises or falls; of what is no number, changes."""
    numbers = [each for each in (was, value) if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(numbers) < 2:
        return "changes"
    return "rises" if numbers[1] > numbers[0] else "falls"


def _rows(table: Table) -> dict[str, Json]:
    return {_key(key): value for key, value in table["rows"]}


def _key(key: Json) -> str:
    return key if isinstance(key, str) else ("true" if key else "false") if isinstance(key, bool) else str(key)


def _plain(table: Table, key: str) -> Json:
    """The key as it stands in the document."""
    return next((each for each, _ in table["rows"] if _key(each) == key), key)


def _order(key: str) -> tuple[int, float, str]:
    try:
        return 0, float(key), ""
    except ValueError:
        return 1, 0.0, key


def _change(kind: Kind, pointer: str, sentence: str, before: Json, after: Json) -> Change:
    return Change(Subject.AMOUNT, kind, pointer, sentence_start(sentence), before, after)
