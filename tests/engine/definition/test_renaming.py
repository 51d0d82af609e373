"""A table keeps its meaning under other names: cells, what its rows give, members of a list."""

from engine.definition.renaming import Renaming

DOCUMENT = {"facts": {"n": {"type": "integer"}, "helps": {"type": "list", "facts": {"what": {}, "months": {}}}}}


def test_every_fact_that_a_table_reads_or_fills_gets_its_new_name() -> None:
    table = {
        "type": "table",
        "hit": "rule-order",
        "inputs": [{"id": "n", "value": {"var": "n"}}],
        "outputs": [{"fact": "helps", "members": ["what", "months"]}],
        "rows": [
            {
                "id": "r",
                "when": [{"any-of": [3, {"<": {"var": "n"}}]}],
                "then": {"helps": {"what": "food", "months": {"var": "n"}}},
                "because": "You said {n}",
            }
        ],
        "next": "end",
    }
    assert Renaming(document=DOCUMENT, prefix="sub/", tables="t/").node(table) == {
        "type": "table",
        "hit": "rule-order",
        "inputs": [{"id": "n", "value": {"var": "sub/n"}}],
        "outputs": [{"fact": "sub/helps", "members": ["what", "months"]}],
        "rows": [
            {
                "id": "r",
                "when": [{"any-of": [3, {"<": {"var": "sub/n"}}]}],
                "then": {"sub/helps": {"what": "food", "months": {"var": "sub/n"}}},
                "because": "You said {sub/n}",
            }
        ],
        "next": "sub/end",
    }
