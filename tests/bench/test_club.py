"""The club at 100,000 posts and 500 cities: what its pages cost, how fast its words are found."""

import json
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.bench.conftest import run
from tests.bench.pages import Page, Promise, cookie
from tests.bench.servers import Ask, Site
from tests.bench.test_pages import Verdict, counted, in_floors, page_verdict

pytestmark = pytest.mark.bench
TOPICS = Promise(3, 4, 10, 8)
TOPIC = Promise(5, 7, 12, 12)
HOME = Promise(4, 6, 12, 12)
SEARCH = Promise(4, 6, 12, 15)


@pytest.fixture(scope="module")
def club_facts(our_env: dict[str, str]) -> dict[str, Any]:
    """Where things are in the club that was filled."""
    run("agora.cli", "collectstatic", "--noinput", "-v0", "-i", "rest_framework", env=our_env)
    return json.loads(run("tests.bench.club_fill", env=our_env).splitlines()[-1])


@pytest.fixture(scope="module")
def club_site(our_env, club_facts, tmp_path_factory):
    """Our site, serving the club."""
    log = tmp_path_factory.mktemp("club") / "log"
    site = Site("tests.bench.counted:application", club_facts["host"], our_env, log)
    with site.running():
        yield site


def club_pages(facts: dict[str, Any]) -> list[Page]:
    """Every page of the club that is read; each topic and each word in turn."""
    seen = cookie(facts["sessions"][0])

    def read(name: str, promise: Promise, *paths: str) -> Page:
        return Page(name, promise, [Ask(path, seen) for path in paths])

    return [
        read("club_home", HOME, "/"),
        read("club_topics", TOPICS, "/sujets/"),
        read("club_topics_deep", TOPICS, "/sujets/?page=400"),
        read("club_topics_of_a_shelf", TOPICS, "/sujets/?rubrique=rubrique-3"),
        read("club_topics_unread", TOPICS, "/sujets/?etat=non-lus"),
        read("club_topics_followed", TOPICS, "/sujets/?etat=suivis"),
        read("club_topic_50_posts", TOPIC, *(f"/sujets/{pk}/" for pk in facts["long"])),
        read("club_search_common", SEARCH, *map(_looked_for, facts["common"])),
        read("club_search_rare", SEARCH, *map(_looked_for, facts["rare"])),
    ]


def _looked_for(word: str) -> str:
    return f"/recherche/?{urlencode({'q': word})}"


def test_pages_of_the_club(club_site, floor, server, club_facts, figure):
    """Each page of a member, at full volume."""
    verdict = Verdict(figure)
    for page in club_pages(club_facts):
        queries, longest, html = counted(club_site, page.asks[0])
        page_verdict(verdict, page, queries, longest, html)
        floors = in_floors((club_site, floor), server, page.some)
        promise = page.promise
        verdict.at_most(f"{page.name}_cpu", round(floors, 2), "floors", promise.gate, promise.goal)
    assert not verdict.failed


def test_words_are_found_beside_the_bare_index(our_env, club_facts, figure):
    """The slowest words of a page of results against the slowest of the index alone."""
    words = [*club_facts["common"], *club_facts["rare"]]
    taken = json.loads(run("tests.bench.club_words", *words, env=our_env).splitlines()[-1])
    ours, bare = (quantiles(taken[name], n=20)[18] for name in ("ours", "bare"))

    figure("club_search_p95", round(1000 * ours, 1), "ms", "told", ok=True)
    figure("club_search_over_bare", round(ours / bare, 2), "ratio", "<= 3", ok=ours <= 3 * bare)
    assert ours <= 3 * bare, (ours, bare)
