"""What each page costs: in floors, in queries, in bytes; and that it stays so as a city grows."""

import gzip
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

import pytest

from tests.bench.pages import KEPT, LIST, ONE, REQUESTS, ROUNDS, Page, cookie, pages, writes
from tests.bench.servers import Ask, Site, cost

pytestmark = pytest.mark.bench
FLOOR = Ask("/")
KILO = 1024
LONGEST_QUERY = 4096
VOLUME = 1.3


@pytest.fixture(scope="module")
def main(facts: dict[str, Any]) -> str:
    """The list of 2,000 ideas, under its size."""
    return sorted(facts["lists"], key=int)[-2]


def counted(site: Site, one: Ask) -> tuple[int, int, bytes]:
    """Queries of a request, its longest query, its HTML; a warm host, as in daily life.

    Every two seconds one request of the process asks whether hosts have changed: what is read is
    asked three times, and that question is not counted as the page's.
    """
    asked = Ask(one.path, {**one.headers, "X-Count": "1"}, one.body)
    if one.body is None:
        site.ask(one)
    answers = [site.ask(asked) for _ in range(1 if one.body is not None else 3)]
    queries = min(int(answer.headers["X-Queries"]) for answer in answers)
    longest = max(int(answer.headers["X-Longest-Query"]) for answer in answers)
    return queries, longest, answers[-1].body


def in_floors(sites: tuple[Site, Site], server: Any, asks: Any, status: int = 200) -> float:
    """Processor time of a request, in requests of the floor measured right before it."""
    ours, floor = sites
    ratios = []
    for _ in range(ROUNDS):
        unit = cost(floor, server, [FLOOR] * (3 * REQUESTS))
        ratios.append(cost(ours, server, asks(REQUESTS), status) / unit)
    return median(ratios)


class Verdict:
    """Figures of a page, and the gates it does not pass."""

    def __init__(self, figure: Any) -> None:
        self.figure, self.failed = figure, {}

    def at_most(self, name: str, value: float, unit: str, gate: float, goal: float = 0) -> None:
        """A value under its gate passes; a goal is written beside it."""
        target = f"<= {gate:g}" + (f", goal {goal:g}" if goal else "")
        self.figure(name, value, unit, target, ok=value <= gate)
        if value > gate:
            self.failed[name] = (value, gate)


def test_pages_that_are_read(ours, floor, server, facts, main, figure):
    """Each page of a resident, at full volume."""
    verdict = Verdict(figure)
    for page in pages(facts, main):
        queries, longest, html = counted(ours, page.asks[0])
        page_verdict(verdict, page, queries, longest, html)
        floors = in_floors((ours, floor), server, page.some)
        promise = page.promise
        verdict.at_most(f"{page.name}_cpu", round(floors, 2), "floors", promise.gate, promise.goal)
    assert not verdict.failed


def test_forms_that_are_sent(ours, floor, server, facts, figure):
    """A support, a comment, a new idea: each request is another person's."""
    verdict = Verdict(figure)
    for page in writes(facts):
        queries, longest, html = counted(ours, *page.some(1))
        page_verdict(verdict, page, queries, longest, html)
        floors = in_floors((ours, floor), server, page.some, page.status)
        promise = page.promise
        verdict.at_most(f"{page.name}_cpu", round(floors, 2), "floors", promise.gate, promise.goal)
    assert not verdict.failed


def page_verdict(verdict: Verdict, page: Page, queries: int, longest: int, html: bytes) -> None:
    """What is exact: queries, the longest of them, bytes."""
    name, promise = page.name, page.promise
    verdict.at_most(f"{name}_queries", queries, "queries", promise.queries)
    if longest > LONGEST_QUERY:
        verdict.at_most(f"{name}_longest_query", longest, "bytes", LONGEST_QUERY)
    if promise.weight:
        weight = len(gzip.compress(html, 6)) / KILO
        verdict.at_most(f"{name}_html", round(weight, 1), "KB gzip", promise.weight)


def test_visitors_are_answered_from_what_is_kept(ours, floor, server, facts, main, figure):
    """The same pages without a session: by ETag, and from the copy kept in memory."""
    verdict = Verdict(figure)
    for name, path in (
        ("home", "/"),
        ("consultation", facts["lists"][main]["consultation"]),
        ("list", facts["lists"][main]["path"]),
        ("proposal", f"/propositions/{facts['talks']['20']}/"),
    ):
        asked = Ask(path)

        def unchanged(count: int, asked: Ask = asked) -> Sequence[Ask]:
            etag = ours.ask(asked).headers.get("ETag", "")
            return [Ask(asked.path, {"If-None-Match": etag})] * count

        asks = [Ask(path, {**unchanged(1)[0].headers, "X-Count": "1"}) for _ in range(3)]
        answers = [ours.ask(one) for one in asks]
        answer = answers[-1]  # every two seconds, one request asks whether hosts have changed
        queries = min(int(one.headers["X-Queries"]) for one in answers)
        by_etag = answer.status == 304
        figure(f"visitor_{name}_by_etag", int(by_etag), "yes", "1", ok=by_etag)
        if not by_etag:
            verdict.failed[name] = "no ETag"
            continue
        verdict.at_most(f"visitor_{name}_queries", queries, "queries", KEPT.queries)
        floors = in_floors((ours, floor), server, unchanged, 304)
        verdict.at_most(f"visitor_{name}_cpu", round(floors, 2), "floors", KEPT.gate, KEPT.goal)
    assert not verdict.failed


def test_flat_as_a_city_grows(ours, server, facts, main, figure):
    """As many queries at 20, 200 and 2,000 ideas and at 1, 20 and 100 comments."""
    seen = cookie(facts["sessions"][0])
    orders = ("", "?ordre=soutenues", "?ordre=hasard", "?q=arbres")
    by_list = {
        order: {
            counted(ours, Ask(found["path"] + order, seen))[0] for found in facts["lists"].values()
        }
        for order in orders
    }
    by_talk = {
        counted(ours, Ask(f"/propositions/{pk}/", seen))[0] for pk in facts["talks"].values()
    }
    verdict = Verdict(figure)
    spread = max(max(found) - min(found) for found in by_list.values())
    most = max(max(found) for found in by_list.values())
    verdict.at_most("list_queries_at_any_volume", most, "queries", LIST.queries)
    verdict.at_most("list_queries_spread", spread, "queries", 1)  # a photo, a filter's choices
    verdict.at_most("proposal_queries_at_any_volume", max(by_talk), "queries", ONE.queries)
    verdict.at_most("proposal_queries_spread", max(by_talk) - min(by_talk), "queries", 1)
    wide = max(facts["lists"], key=int)
    for order in orders[:3]:
        few, many = (Ask(facts["lists"][size]["path"] + order, seen) for size in (main, wide))
        ratios = [
            cost(ours, server, [many] * REQUESTS) / cost(ours, server, [few] * REQUESTS)
            for _ in range(ROUNDS)
        ]
        name = order.partition("=")[2] or "recentes"
        verdict.at_most(f"list_{name}_ten_times_wider", round(median(ratios), 2), "ratio", VOLUME)
    assert not verdict.failed, (by_list, by_talk)


def test_eight_at_once(ours, facts, main, figure):
    """Answers under eight connections."""
    seen = cookie(facts["sessions"][0])
    asked = Ask(facts["lists"][main]["path"], seen)
    ours.crowd([asked] * 80)  # eight threads of each worker open their connections
    times = ours.crowd([asked] * 400)
    cuts = quantiles(times, n=100)
    verdict = Verdict(figure)
    verdict.at_most("list_p99_over_p50", round(cuts[98] / cuts[49], 2), "ratio", 3)
    assert not verdict.failed
