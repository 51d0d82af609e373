"""The two applications that are timed under the product's own server: `own` is the product, `bare` a Flask page.

`python -m tests.bench.served own|bare PORT`

`bare` renders one question of a real journey, always the same, with the product's own template and nothing else:
no database, no checks, no log, no headers of ours, and nothing kept ready: it is what an ordinary page costs.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from flask import Flask, render_template
from flask.typing import ResponseReturnValue

from webapp.blueprints.public.journey import TEMPLATES, step_address
from webapp.blueprints.public.titles import title_of_view
from webapp.cli.server import Server, options
from webapp.clock import system_clock
from webapp.http.locale import use_language, words
from webapp.http.wiring import EXTENSION
from webapp.services.journeys import View, look


def bare(product: Flask) -> Flask:
    """A plain Flask application with one route that renders the question page's middle."""
    app = Flask("bare", static_folder=None)
    app.jinja_env = product.jinja_env
    app.extensions[EXTENSION] = product.extensions[EXTENSION]
    for rule in product.url_map.iter_rules():
        app.add_url_rule(rule.rule, rule.endpoint, _page(app, product), methods=rule.methods)
    app.jinja_env.globals["url_for"] = app.url_for
    return app


def _page(app: Flask, product: Flask) -> Any:
    view = _a_view(product)
    template = f"public/_{TEMPLATES[view.page.kind]}.html"

    def page(**_: str) -> ResponseReturnValue:
        use_language(view.language)
        return render_template(
            template,
            view=view,
            title=title_of_view(view),
            back_url=step_address(view.public_id, view.page.back),
            returning=False,
            note="",
            token="",
            reasons="",
        )

    return page


def _a_view(product: Flask) -> View:
    """The question that BENCH_PLACE names in the journey that BENCH_JOURNEY names, as the product shows it."""
    public_id, secret, place = json.loads(os.environ["BENCH_JOURNEY"])
    with product.test_request_context(), product.extensions[EXTENSION].database.unit_of_work() as uow:
        return look(uow, public_id, secret, place, words=words, now=system_clock())


class BenchServer(Server):
    """The product's server with its options, and the chosen application in it."""

    def __init__(self, application: str, port: int) -> None:
        self._application = application
        super().__init__(options(port))

    def load(self) -> Flask:
        product = super().load()
        return product if self._application == "own" else bare(product)


if __name__ == "__main__":
    BenchServer(sys.argv[1], int(sys.argv[2])).run()
