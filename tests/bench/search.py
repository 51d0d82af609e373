"""(c) A search over 10,000 articles, on both databases, against a plain scan with LIKE.

The articles are made of the shipped ones' sentences, shuffled, and of made-up words as rare as words are (Zipf), in
English, Spanish and Arabic. The searches are those of the relevance tests, with slips, unfinished words, words that
stand everywhere and words that stand nowhere. Both contenders get the same words; the scan returns what it meets
first, unranked and unstemmed, which is the least one could do.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from sqlalchemy import text

from tests.bench.web import DATA_KEY
from tests.postgres import serve_postgres
from tests.webapp.services.search.test_relevance import ARTICLES as SOUGHT_ARTICLES
from tests.webapp.services.search.test_relevance import SERVICES as SOUGHT_SERVICES
from webapp.persistence import Database, UnitOfWork, migrate
from webapp.services.knowledge.files import load_article
from webapp.services.search import ARTICLE, Searchable, rebuild, search
from webapp.services.search.folding import words_of

COUNT = 10_000
ROUNDS = 7
NEEDED_MS = 20.0
SHIPPED = Path("flows/articles")
RARE_WORDS = 30_000
MORE = (
    ("en", "help"),
    ("en", "h"),
    ("en", "how do I get help to pay for the things my family and I need at home this month"),
    ("en", "asistance with electrcity bils"),
    ("en", "apply benefits household income month"),
    ("en", "zeppelin"),
    ("en", "xqzw vbnrt plokm hgfrd"),
    ("es", "ayuda"),
    ("es", "aydua con la calefaccion"),
    ("ar", "مساعدة"),
)


def run() -> bool:
    """Prints a table for each database; True when every p95 is reached."""
    with tempfile.TemporaryDirectory(prefix="waypost-bench-") as folder:
        sqlite = _measure("SQLite", f"sqlite:///{folder}/bench.db")
        with contextlib.closing(serve_postgres()) as servers:
            server = next(servers)
            with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
                connection.execute("CREATE DATABASE bench_search")
            postgres = _measure("PostgreSQL", server.replace("/postgres?", "/bench_search?"))
    return sqlite & postgres


def _measure(name: str, url: str) -> bool:
    database = Database(url, data_key=DATA_KEY)
    migrate(database)
    with database.unit_of_work() as uow:
        began = time.perf_counter()
        with uow.write():
            rebuild(uow, _articles())
        built = time.perf_counter() - began
        if database.driver.name == "postgresql":
            uow.cursor.execute("ANALYZE search_documents")  # autovacuum would, within a minute
        searches = [*_sought(), *MORE]
        found = sum(bool(len(search(uow, words, language=language))) for language, words in searches)
        ours, scans = _times(uow, searches)
    database.dispose()
    return _report(name, built, f"{found} of {len(searches)} searches find something", ours, scans)


def _times(uow: UnitOfWork, searches: list[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Seconds of each search, the median of its rounds, and of each scan, taking turns."""
    ours: list[list[float]] = [[] for _ in searches]
    scans = []
    for turn in range(ROUNDS):
        for taken, (language, words) in zip(ours, searches, strict=True):
            began = time.perf_counter()
            search(uow, words, language=language)
            taken.append(time.perf_counter() - began)
            if turn == 0:
                began = time.perf_counter()
                _scan(uow, words)
                scans.append(time.perf_counter() - began)
    return [statistics.median(taken) for taken in ours], scans


def _scan(uow: UnitOfWork, words: str) -> None:
    sought = {f"word_{n}": f"%{word}%" for n, word in enumerate(words_of(words))}
    columns = ("title", "summary", "keywords", "body")
    where = " OR ".join(f"lower({column}) LIKE :{name}" for name in sought for column in columns)
    uow.connection.execute(text(f"SELECT slug FROM search_documents WHERE {where}"), sought).fetchall()


def _report(name: str, built: float, found: str, ours: list[float], scans: list[float]) -> bool:
    p50, p95 = (_percentile(ours, share) * 1000 for share in (0.5, 0.95))
    scan50, scan95 = (_percentile(scans, share) * 1000 for share in (0.5, 0.95))
    print(f"\nsearch over {COUNT:,} articles on {name}: {ROUNDS} rounds, {found}, index made in {built:.0f} s")
    print(f"  {'':14} {'median ms':>10} {'p95 ms':>10} {'× scan (p95)':>14}")
    print(f"  {'search':14} {p50:10.1f} {p95:10.1f} {p95 / scan95:14.3f}")
    print(f"  {'scan by LIKE':14} {scan50:10.1f} {scan95:10.1f} {1.0:14.3f}")
    is_quick = p95 < NEEDED_MS
    print(f"  {'ok ' if is_quick else 'NOT'} {name}: p95 < {NEEDED_MS:.0f} ms")
    return is_quick


def _percentile(seconds: list[float], share: float) -> float:
    return statistics.quantiles(seconds, n=100)[round(share * 100) - 1]


def _sought() -> Iterator[tuple[str, str]]:
    for wishes in (SOUGHT_SERVICES, SOUGHT_ARTICLES):
        for language, queries in wishes.items():
            yield from ((language, words) for words in queries)


def _articles() -> Iterator[Searchable]:
    """Ten thousand articles, always the same."""
    chance = random.Random(7)
    rare = ["".join(chance.choices("abcdefghilmnoprstu", k=chance.randint(4, 11))) for _ in range(RARE_WORDS)]
    frequency = list(itertools.accumulate(1 / rank for rank in range(1, RARE_WORDS + 1)))
    shipped = [load_article(path) for path in sorted(SHIPPED.glob("*.md"))]
    sentences = {
        language: [line for each in shipped if each.language == language for line in each.body.splitlines() if line]
        for language in {each.language for each in shipped}
    }
    for number in range(COUNT):
        like = chance.choice(shipped)
        lines = chance.choices(sentences[like.language], k=14)
        lines += [" ".join(chance.choices(rare, cum_weights=frequency, k=10)) + "." for _ in range(8)]
        chance.shuffle(lines)
        extra = " ".join(chance.choices(rare, cum_weights=frequency, k=2))
        yield Searchable(
            kind=ARTICLE,
            slug=f"article-{number}",
            language=like.language,
            title=f"{like.title} {extra}",
            summary=like.summary,
            keywords=[word.strip() for word in like.keywords.split(",")],
            body="\n".join(lines),
        )
