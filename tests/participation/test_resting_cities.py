"""A city that is read only goes on with what was there; a suspended or archived one is one page."""

import time
from dataclasses import replace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from agora.action import may, verbs
from agora.context import directory, enter
from agora.jobs.registries import task_named
from agora.jobs.testing import pending
from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM
from participation.consultations.models import Consultation
from participation.contributions.actions.add import add
from participation.contributions.models import Contribution
from participation.contributions.queries import reply_url_of
from participation.supports.actions import support
from participation.supports.models import Support
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import PASSWORD, SECRET, make_staff, make_user
from tests.factories.tools import make_proposal


@pytest.fixture
def becomes(warm_directory):
    """Make a city known in another state."""

    def become(city, state):
        directory.prime({city.host: replace(city, state=state)})

    return become


def test_residents_read_and_write_nothing_new(city, client, becomes):
    word = make_proposal()
    client.force_login(make_user())
    becomes(city, "read_only")

    read = client.get(f"/propositions/{word.pk}/")
    refused = client.post(
        f"/commentaires/{word.pk}/", {"body": "Un banc <b>à l’ombre</b>.", "alignment": "1"}
    )
    client.post(f"/contributions/{word.pk}/soutenir/")

    assert read.status_code == 200
    assert refused.status_code == 403
    assert "Ce site est en lecture seule" in refused.text
    assert "Un banc &lt;b&gt;à l’ombre&lt;/b&gt;." in refused.text
    assert not Support.objects.exists()
    assert Contribution.objects.count() == 1


def test_nobody_opens_an_account_there_and_the_idea_typed_is_given_back(city, client, becomes):
    tool = make_component(kind="proposals")
    becomes(city, "read_only")

    joined = client.post(
        "/compte/inscription/",
        {"email": "zoe@exemple.fr", "pseudonym": "Zoé", "password": "x" * 20, "consent": "on"},
    )
    idea = client.post(
        f"/concertations/{tool.consultation.slug}/propositions/{tool.pk}/nouvelle/",
        {"title": "Un banc à l’ombre", "body": "Devant l’école."},
    )

    assert (joined.status_code, idea.status_code) == (403, 403)
    assert "x" * 20 not in joined.text
    assert "Devant l’école." in idea.text


def test_the_team_answers_and_restitutes_but_begins_nothing(city, client, becomes):
    word, closed = make_proposal(), make_consultation(state="closed")
    client.force_login(make_staff())
    becomes(city, "read_only")

    answered = client.post(
        reply_url_of(word), {"state": "accepted", "body": "Oui, au printemps.", "department": ""}
    )
    exported = client.get("/gestion/exports/proposals.csv")
    begun = client.post(
        "/gestion/concertations/nouvelle/",
        {"starter": "ideas", "title": "Le marché couvert", "starts_on": "2030-01-01",
         "ends_on": "2030-02-01"},
    )  # fmt: skip
    restituted = client.post(
        f"/gestion/concertations/{closed.slug}/restitution/",
        {"text": "Voici ce qui est décidé.", "on": "2026-01-10"},
    )

    assert answered.status_code == 302
    assert exported.status_code == 200
    assert begun.status_code == 403
    assert "Le marché couvert" in begun.text
    assert Consultation.objects.count() == 2
    assert restituted.status_code == 302


def test_the_city_next_door_goes_on(city, other_city, client, client_for, becomes):
    becomes(other_city, "read_only")
    word = make_proposal()
    client.force_login(make_user())

    client.post(f"/contributions/{word.pk}/soutenir/")

    assert Support.objects.count() == 1
    assert client_for(other_city).get("/").status_code == 200


def test_what_may_not_begin_is_not_offered_and_the_machine_still_loads(cities, db):
    with enter(replace(cities["villeneuve"], state="read_only")):
        word, person = make_proposal(), make_user()
        assert not may(support, actor=person, contribution=word)
        loaded = add(
            actor=SYSTEM, kind="proposal", component=word.component, title="Un banc",
            author_kind="city", signature="Ville",
        )  # fmt: skip
        assert loaded.pk


def test_what_a_resting_city_begins_no_more(city):
    assert {name for name, verb in verbs.items() if verb.begins} == {
        "account.opened",
        "blueprint.drafted",
        "blueprint.file_received",
        "blueprint.published",
        "comment.published",
        "component.added",
        "consultation.created",
        "consultation.published",
        "contribution.added",
        "contribution.draft_saved",
        "contribution.published",
        "contribution.rewritten",
        "debate.opened",
        "draft.begun",
        "draft.published",
        "follow.started",
        "meeting.notes_typed",
        "meeting.planned",
        "phase.added",
        "proposal.noted",
        "proposal.published",
        "sheet.begun",
        "support.given",
    }


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [("suspended", 503, "Le site de Villeneuve est suspendu"),
     ("archived", 410, "Le site de Villeneuve est fermé")],
)  # fmt: skip
def test_a_closed_city_is_one_fixed_page(
    city, other_city, client, client_for, becomes, state, status, words
):
    client.force_login(make_staff())
    becomes(city, state)

    pages = [client.get("/"), client.get("/gestion/"), client.post("/compte/inscription/")]

    assert [page.status_code for page in pages] == [status] * 3
    assert all(words in page.text for page in pages)
    assert client_for(other_city).get("/").status_code == 200


def test_an_archived_city_lets_nobody_in(city, client, becomes):
    client.force_login(make_staff())
    becomes(city, "archived")

    pages = [client.post("/compte/connexion/"), client.get("/gestion/exports/")]

    assert [page.status_code for page in pages] == [410] * 2


def test_the_team_of_a_suspended_city_signs_in_and_takes_its_data(city, client, becomes):
    agent, word = make_staff(password=PASSWORD), make_proposal(title="Un banc bleu")
    becomes(city, "suspended")

    told = client.get("/").text
    asked = client.get("/gestion/exports/")
    typed = {"login": agent.email, "password": PASSWORD}
    door = client.post("/compte/connexion/?next=/gestion/exports/", typed)
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    second = client.post(door["Location"], {"code": code})
    page = client.get(second["Location"]).text
    file = client.get("/gestion/exports/proposals.csv")

    assert 'href="/gestion/exports/"' in told
    assert asked["Location"] == "/compte/connexion/?next=/gestion/exports/"
    assert "Ce site est suspendu" in page
    assert "/gestion/concertations/" not in page
    assert word.title in b"".join(file.streaming_content).decode()


def test_nothing_else_is_open_there_and_residents_get_nothing(city, client, becomes):
    person = make_user()
    becomes(city, "suspended")
    client.force_login(person)

    statuses = {path: client.get(path).status_code for path in (
        "/mon-espace/", "/gestion/", "/api/v1/", "/concertations/", "/compte/invitation/x/",
        "/compte/inscription/", "/gestion/exportsx/", "/gestion/exports/",
    )}  # fmt: skip

    assert statuses.pop("/gestion/exports/") == 403
    assert set(statuses.values()) == {503}


def test_a_suspended_city_writes_to_its_team_alone(city, client_for, becomes):
    agent, person = make_staff(), make_user()
    becomes(city, "suspended")

    for someone in (agent, person):
        client_for(city).post("/compte/code/", {"email": someone.email})

    assert [letter.to for letter in OutgoingMail.objects.all()] == [agent.email]
    assert [name for name, _ids in pending()] == ["mail.send_to_team"]
    assert task_named("mail.send_to_team").asleep
