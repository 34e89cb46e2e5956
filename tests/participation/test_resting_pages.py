"""A city that is read only offers nothing it would refuse: walked link after link, form after form.

The same walk of the same city in service is the control: there, everything begins.
"""

from collections import Counter
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve

from agora.action import verbs
from agora.audit.models import Entry
from agora.context import directory
from participation.follows.actions import follow
from participation.follows.models import Follow
from participation.proposals.models import Draft
from participation.supports.actions import support
from participation.supports.models import Support
from tests.factories.consultations import make_component, make_consultation, make_ready
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_comment, make_debate, make_meeting, make_proposal
from tests.harness.fields import read

WORDS = "Ce site est en lecture seule"
MOST, ALIKE = 250, 2
BLANK = ("website", "latitude", "longitude", "reponse", "password")
ASIDE = ("/static/", "/gestion/exports/", "/gestion/kit/", "/api/", "/compte/deconnexion/")
TYPED = {
    "_day": "3",
    "_month": "3",
    "_year": "2031",
    "_time": "18:30",
    "capacity": "40",
    "email": "zoe@exemple.fr",
}


class Walk:
    """Follows the links of the site as one person, and sends each form it meets once."""

    def __init__(self, client):
        self.client = client
        self.seen, self.sent, self.begun, self.refused = set(), set(), set(), set()
        self.views = Counter()

    def from_here(self, *starts):
        waiting = list(starts)
        while waiting and len(self.seen) < MOST:
            path = waiting.pop(0)
            view = view_at(path)
            if path in self.seen or path.startswith(ASIDE) or self.views[view] >= ALIKE:
                continue
            self.views[view] += 1
            self.seen.add(path)
            waiting += self.look(path)
        assert len(self.seen) < MOST, "the walk does not end"
        return self

    def look(self, path):
        answer = self.client.get(path)
        if answer.status_code == 302:
            return [answer["Location"]] if answer["Location"].startswith("/") else []
        if answer.status_code == 403 and WORDS in answer.text:
            self.refused.add(path)
        if answer.streaming or "html" not in answer["Content-Type"]:
            return []
        sheets, links = read(answer.text)
        for sheet in sheets:
            if sheet.method == "post":
                self.send(path, sheet)
        places = [urlsplit(urljoin(path, link)) for link in links]
        return [place.path for place in places if not place.netloc and place.path.startswith("/")]

    def send(self, path, sheet):
        action = urljoin(path, sheet.action)
        kind = (action, sheet.values.get("sens") and tuple(sheet.values["sens"]))
        if kind in self.sent or action.startswith(ASIDE):
            return
        self.sent.add(kind)
        cookies = self.client.cookies.copy()
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        before = transaction.savepoint()
        answer = self.client.post(action, filled(sheet))
        told = Entry.objects.filter(pk__gt=last).values_list("verb", flat=True)
        self.begun |= {verb for verb in told if verbs.get(verb).begins}
        transaction.savepoint_rollback(before)
        self.client.cookies = cookies
        if answer.status_code == 403 and WORDS in answer.text:
            self.refused.add(action)


def view_at(path):
    """The name of the view behind a path; a few pages of each are looked at."""
    try:
        return resolve(path, settings.HOUSE_URLCONFS["city"]).view_name
    except Resolver404:
        return path


def filled(sheet):
    """Fill what is blank, so that the form reaches its action."""
    sent = {}
    for name, values in sheet.values.items():
        if name in BLANK:
            continue
        known = next((typed for end, typed in TYPED.items() if name.endswith(end)), "Le lac")
        first = sheet.offered.get(name)
        kept = [value for value in values if value] or [first or known]
        sent[name] = kept if len(kept) > 1 else kept[0]
    for name in list(sent):
        if name.startswith(("ends_on_", "last_day_", "ends_at_")) and name.endswith("_year"):
            sent[name] = "2032"
    return sent


@pytest.fixture
def lively(city):
    """A city with something of everything."""
    person, agent = make_user(), make_staff()
    consultation = make_consultation()
    ideas = make_component(consultation, kind="proposals")
    word = make_proposal(ideas)
    mine = make_proposal(ideas, author=person)
    make_comment(word, author=person)
    support(actor=person, contribution=word)
    follow(actor=person, contribution=word)
    follow(actor=person, consultation=consultation)
    make_debate(make_component(consultation, kind="debates"))
    meetings = make_component(consultation, kind="meetings")
    make_meeting(meetings, days=-2)
    make_meeting(meetings)
    Draft.objects.create(component=ideas, author=person, title="Un banc")
    make_ready()
    return {"person": person, "agent": agent, "mine": mine}


def walked(who, lively, city, client_for):
    walk = Walk(client_for(city))
    if who == "visitor":
        return walk.from_here("/", "/compte/connexion/", "/compte/inscription/")
    walk.client.force_login(lively[who])
    if who == "agent":
        return walk.from_here("/gestion/", "/")
    return walk.from_here(
        "/", "/mon-espace/", f"/propositions/brouillons/{Draft.objects.get().pk}/signature/"
    )


@pytest.mark.parametrize("who", ["visitor", "person", "agent"])
def test_nothing_offered_is_refused(lively, city, client_for, who):
    directory.prime({city.host: replace(city, state="read_only")})

    walk = walked(who, lively, city, client_for)

    assert len(walk.seen) > 15
    assert walk.refused - {"/compte/inscription/"} == set()
    assert walk.begun == set()


@pytest.mark.parametrize(
    ("who", "begins"),
    [
        ("visitor", {"account.opened", "draft.begun"}),
        ("person", {"comment.published", "draft.begun", "draft.published", "follow.started",
                    "support.given"}),
        ("agent", {"component.added", "consultation.created", "consultation.published",
                   "debate.opened", "meeting.notes_typed", "meeting.planned", "phase.added"}),
    ],
)  # fmt: skip
def test_the_same_walk_in_a_city_in_service_begins_everything(
    lively, city, client_for, who, begins
):
    walk = walked(who, lively, city, client_for)

    assert begins <= walk.begun
    assert walk.refused == set()


def test_it_is_said_once_at_the_head_of_each_page(lively, city, client_for):
    directory.prime({city.host: replace(city, state="read_only")})
    client = client_for(city)
    client.force_login(lively["agent"])
    word = lively["mine"]

    for path in ("/", "/concertations/", f"/propositions/{word.pk}/", "/reunions/", "/gestion/",
                 "/compte/connexion/", f"/concertations/{word.consultation.slug}/"):  # fmt: skip
        page = client.get(path, follow=True).text
        assert page.count(WORDS) == 1, path


def test_one_may_still_take_back_what_one_gave(lively, city, client_for):
    directory.prime({city.host: replace(city, state="read_only")})
    client = client_for(city)
    client.force_login(lively["person"])
    word = Support.objects.get().contribution

    page = client.get(f"/propositions/{word.pk}/").text
    client.post(f"/contributions/{word.pk}/soutenir/", {"sens": "retirer"})
    client.post(f"/contributions/{word.pk}/suivre/", {"sens": "arreter"})

    assert "Vous soutenez" in page
    assert "Ne plus suivre" in page
    assert "Signaler" in page
    assert not Support.objects.exists()
    assert not Follow.objects.filter(contribution=word).exists()


def test_a_draft_is_shown_to_be_copied_or_thrown_away(lively, city, client_for):
    directory.prime({city.host: replace(city, state="read_only")})
    client = client_for(city)
    client.force_login(lively["person"])
    url = f"/propositions/brouillons/{Draft.objects.get().pk}/"

    shown = client.get(url, follow=True).text
    sent = client.post(url, {"title": "Un banc bleu près du lac"})

    assert "Un banc" in shown
    assert "Jeter ce brouillon" in shown
    assert "Reprendre mon idée" not in shown
    assert sent.status_code == 403
    assert "Un banc bleu près du lac" in sent.text
