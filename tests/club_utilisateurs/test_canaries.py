"""What never leaves three cities is found nowhere in the club; let out, the same sweep finds it."""

import json
import logging

import pytest
import sentry_sdk
from django.core.cache import cache

from agora.context import club
from tenants.opening import open_now
from tests.agora.conf.test_sentry import caught  # noqa: F401  (a fixture)
from tests.club_utilisateurs import canaries
from tests.harness.clients import outside
from tests.journeys import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LET_OUT = "zqxsortiexpres"
SURFACES = {
    *("tables", "sharing", "pages", "visitor", "searches", "mails", "cache", "files"),
    *("blueprints", "exports", "jobs", "logs", "errors"),
}


@pytest.fixture
def planted(cities, warm_directory):
    third = open_now(name="Corvigny", host="corvigny.localhost", admin_email="c@corvigny.fr").ref
    places = [*cities.values(), third]
    words = ("villeneuve", "montclair", "corvigny")
    return [canaries.plant(*pair) for pair in zip(places, words, strict=True)]


@pytest.fixture
def members(planted):
    pairs = zip(planted, ("Ada", "Bruno", "Chloe"), strict=True)
    return [canaries.admit(one.city, name) for one, name in pairs]


def pages(browser, paths):
    for path in paths:
        answer = browser.get(path)
        assert answer.status_code in (200, 302), (path, answer.status_code)
        yield (
            path,
            (b"".join(answer) if answer.streaming else answer.content).decode("utf-8", "replace"),
        )


def searches(browser, words):
    """The answers to a search, without the words that were asked for."""
    nothing = browser.get("/recherche/", {"q": "zqxinconnu"}).content.decode()
    echoes = nothing.count("zqxinconnu")
    for word in words:
        answer = browser.get("/recherche/", {"q": word}).content.decode()
        yield word, word if answer.count(word) > echoes else answer.replace(word, "")


@pytest.fixture
def surfaces(club_browser, members, facilitator, smtp, caplog, caught):  # noqa: F811
    """All the club holds and tells, read when it is swept."""

    def read(lived, marks):
        member, lead = club_browser(members[0]), club_browser(facilitator)
        mine = outside(lambda: addresses.of_member(lived.post, lived.topic))
        theirs = outside(lambda: addresses.of_club_team(lived.post, lived.topic))
        everybody = [*members, facilitator]
        return {
            "pages": [*pages(member, mine), *pages(lead, theirs)],
            "visitor": list(pages(club_browser(), outside(addresses.of_club_visitor))),
            "cache": list(canaries.cached()),  # before the search below, whose words it keeps
            "searches": list(searches(member, [*marks, "parc"])),
            "tables": list(canaries.rows_of(canaries.club_tables())),
            "sharing": list(canaries.rows_of(canaries.SHARING)),
            "mails": list(canaries.letters(smtp, everybody)),
            "files": list(canaries.files_of_club()),
            "blueprints": list(canaries.blueprint_files()),
            "exports": list(canaries.exports(everybody)),
            "jobs": [("job", json.dumps(lived.jobs))],
            "logs": list(canaries.told(caplog.records)),
            "errors": [("error", json.dumps(caught.items))],
        }

    caplog.set_level("DEBUG")
    return read


def test_what_never_leaves_is_found_nowhere_in_the_club(planted, members, facilitator, surfaces):
    marks = [mark for one in planted for mark in one.marks]
    for one in planted:
        canaries.give(one)
    lived = canaries.talk(members, facilitator, planted[1].city.name)
    try:
        raise ValueError(f"what a library might say of {marks[0]}")
    except ValueError:
        sentry_sdk.capture_exception()
    sentry_sdk.flush()

    read = surfaces(lived, marks)

    assert {name for name, found in read.items() if found} == SURFACES, "each had something to say"
    assert len(marks) == 30
    assert canaries.found_in(read, marks) == {}


def test_a_canary_let_out_on_purpose_is_found_wherever_it_went(
    planted, members, facilitator, surfaces
):
    for one in planted:
        canaries.give(one, result=f"Le parc rouvre. {LET_OUT}")
    lived = canaries.talk(members, facilitator, planted[1].city.name, body=f"Mot {LET_OUT}.")
    lived.jobs.append(("planted", {"text": LET_OUT}))
    logging.getLogger("agora.test").info(f"dit {LET_OUT}")
    ours = {"source": "route"}  # a name of ours may leave; an address that was typed may not
    sentry_sdk.capture_event({"transaction": f"/{LET_OUT}/", "transaction_info": ours})
    sentry_sdk.flush()
    with club():
        cache.set("kept", LET_OUT)

    found = canaries.found_in(surfaces(lived, [LET_OUT]), [LET_OUT])

    assert {*found} == SURFACES
