"""Using a blueprint at home: what it would do here, three questions, one draft."""

import io
import time
import uuid
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agora.context import enter, public
from agora.rules import SYSTEM
from participation.consultations.models import Consultation, State, Theme
from participation.sharing.actions.blueprints import sweep_files
from participation.sharing.models import TakenBlueprint
from participation.sharing.tasks import sweep_blueprints
from tenants.actions.sharing import share_blueprint, withdraw_blueprint
from tenants.disclosure.blueprints import write
from tenants.disclosure.blueprints.writing import MANIFEST, SIGNATURE, pack
from tenants.models import BlueprintReuse, OfferedBlueprint
from tests.factories.blueprints import make_blueprint, offer, setup_facts
from tests.factories.consultations import make_department
from tests.factories.people import make_staff, make_user, sign_in
from tests.harness.clients import outside

FIRST = {"starts_on_day": "5", "starts_on_month": "4", "starts_on_year": "2027"}


@pytest.fixture
def given(city, other_city):
    """A blueprint that Montclair put in the club."""
    return elsewhere(other_city, lambda: offer(make_blueprint()))


def elsewhere(place, work):
    def visit():
        with enter(place):
            return work()

    return outside(visit)


@pytest.fixture
def browser(client, city):
    return sign_in(client, make_staff("project_officer"))


def reuses():
    def read_them():
        with public():
            rows = BlueprintReuse.objects.values_list("city__name", "blueprint_uid", "version")
            return list(rows)

    return outside(read_them)


def at(blueprint):
    return f"/gestion/modeles/{blueprint.uid}/{blueprint.version}/"


def typed(**changes):
    return {"title": "Le budget de nos écoles", **FIRST} | changes


def test_only_whoever_may_begin_a_consultation_takes_one_up(client, city, given):
    for person in (make_user(), make_staff("communication")):
        sign_in(client, person)
        assert client.get(at(given)).status_code == 403
        assert client.post(at(given), typed()).status_code == 403
        assert client.get("/gestion/modeles/fichier/").status_code == 403
    assert Consultation.objects.count() == 0


def test_the_page_says_what_would_be_created_adapted_or_missing(browser, city, other_city):
    facts = setup_facts(themes=["Écoles", "Radio"])
    facts["components"].append(
        {"kind": "radio", "title": "L’épisode", "introduction": "", "levels": {}, "openings": []}
    )
    parts = {"consultations": facts, "budgets": {"envelope": 3}}
    found = elsewhere(other_city, lambda: offer(make_blueprint(parts=parts)))
    Theme.objects.create(name="Écoles")

    page = browser.get(at(found)).text

    created, adapted, missing = (
        page.partition(f'id="t-{state}"')[2].partition("</section>")[0]
        for state in ("created", "adapted", "missing")
    )
    assert "2 étapes" in created
    assert "Module « Vos idées »" in created
    assert "Radio" in adapted
    assert "Écoles" not in adapted
    assert "L’épisode" in missing
    assert "« radio » n’existe pas" in missing
    assert "budgets" in missing
    assert Consultation.objects.count() == 0


def test_one_button_makes_a_draft_with_its_dates_moved(browser, city, given):
    department = make_department()
    answer = browser.post(at(given), typed(department=department.pk))

    draft = Consultation.objects.get()
    assert answer.url == f"/gestion/concertations/{draft.slug}/"
    assert (draft.state, draft.published_at) == (State.DRAFT, None)
    assert (draft.title, draft.department) == ("Le budget de nos écoles", department)
    assert draft.organiser == "Villeneuve"
    assert (draft.starts_on, draft.ends_on) == (date(2027, 4, 5), date(2027, 8, 3))
    steps = [(one.title, one.starts_at.date()) for one in draft.phases.all()]
    assert [title for title, _day in steps] == ["Présenter dans les classes", "Déposer des idées"]
    [component] = draft.components.all()
    assert component.settings == {"levels": {"contribute": "pseudonym"}}
    assert [one.actions for one in component.openings.all()] == [["contribute"]]
    taken = TakenBlueprint.objects.get()
    assert (taken.consultation, taken.blueprint_uid, taken.city_name) == (
        draft, given.uid, "Castelmont",
    )  # fmt: skip
    assert reuses() == [("Villeneuve", given.uid, 1)]


def test_the_draft_opens_and_is_seen_by_nobody_outside_the_team(browser, client_for, city, given):
    made = browser.post(at(given), typed())

    assert browser.get(made.url).status_code == 200
    draft = Consultation.objects.get()
    assert client_for(city).get(f"/concertations/{draft.slug}/").status_code == 404


def test_sent_twice_it_makes_one_draft(browser, given):
    first, second = (browser.post(at(given), typed()) for _ in range(2))

    assert first.url == second.url
    assert Consultation.objects.count() == 1
    browser.post(at(given), typed(title="Un autre"))
    assert Consultation.objects.count() == 2


def test_it_takes_two_clicks_and_less_than_thirty_seconds(browser, given, figure):
    begun = time.monotonic()
    page = browser.get(at(given))
    form = page.context["form"]
    day = form["starts_on"].value()
    browser.post(
        at(given),
        {"title": form["title"].value(), "starts_on_day": day.day, "starts_on_month": day.month,
         "starts_on_year": day.year},
    )  # fmt: skip
    seconds = time.monotonic() - begun

    assert Consultation.objects.get().title == given.title
    assert day.weekday() == 0
    figure("blueprint_to_draft", seconds, "s", "<= 30", ok=seconds <= 30)
    assert seconds <= 30


def test_an_empty_title_and_a_day_too_far_are_said(browser, given):
    page = browser.post(at(given), typed(title="", starts_on_year="9998"))

    assert page.status_code == 422
    assert "Donnez un titre" in page.text
    assert "moins de dix ans" in page.text
    assert Consultation.objects.count() == 0


def test_withdrawn_meanwhile_it_says_so_and_makes_nothing(browser, given, other_city):
    browser.get(at(given))
    elsewhere(other_city, lambda: withdraw_blueprint(actor=SYSTEM, uid=given.uid))

    for answer in (browser.get(at(given)), browser.post(at(given), typed())):
        assert answer.status_code == 410
        assert "l’a retiré" in answer.text
    assert Consultation.objects.count() == 0


def test_an_unknown_one_is_said_gone(browser, city):
    assert browser.get(f"/gestion/modeles/{uuid.uuid4()}/1/").status_code == 410


def test_a_part_of_another_shape_is_said_missing_and_the_rest_is_offered(browser, other_city, city):
    parts = {"consultations": setup_facts(), "debates": [{"title": "sans module"}]}
    found = elsewhere(other_city, lambda: offer(make_blueprint(parts=parts)))

    page = browser.get(at(found)).text
    assert "Les questions des débats" in page.partition('id="t-missing"')[2]
    browser.post(at(found), typed())
    assert Consultation.objects.get().phases.count() == 2


def test_without_its_main_part_there_is_no_button(browser, other_city, city):
    parts = {"consultations": {"title": "autre chose"}}
    found = elsewhere(other_city, lambda: offer(make_blueprint(parts=parts)))

    assert "Créer le brouillon</button>" not in browser.get(at(found)).text
    browser.post(at(found), typed())
    assert Consultation.objects.count() == 0


def test_a_file_altered_in_the_database_is_not_opened(browser, other_city, city):
    def plant():
        blueprint = make_blueprint()
        with zipfile.ZipFile(io.BytesIO(write(blueprint))) as archive:
            signature, manifest = (archive.read(name) for name in (SIGNATURE, MANIFEST))
        share_blueprint(
            actor=SYSTEM,
            uid=blueprint.uid,
            version=1,
            fields={"title": "x", "manifest": {}, "by_label": "x"},
            content=pack(signature, manifest.replace(b"Trente", b"Quatre"), {}),
        )
        return blueprint

    found = elsewhere(other_city, plant)
    page = browser.get(at(found))

    assert page.status_code == 410
    assert "modifié après sa signature" in page.text


def test_a_template_in_a_text_stays_text(browser, other_city, city):
    hostile = "{{ request.user.email }} {% now 'Y' %} <script>alert(1)</script>"
    parts = {"consultations": setup_facts(summary=hostile, objective=hostile)}
    found = elsewhere(
        other_city, lambda: offer(make_blueprint(parts=parts, title="{{ 7|add:7 }} <b>gras</b>"))
    )
    page = browser.get(at(found)).text

    assert "{{ 7|add:7 }} &lt;b&gt;gras" in page
    assert "<script>alert" not in page
    browser.post(at(found), typed())
    draft = Consultation.objects.get()
    assert draft.objective == "{{ request.user.email }} {% now 'Y' %}"


def test_a_file_is_loaded_by_hand(browser, city):
    content = write(make_blueprint())
    sent = browser.post("/gestion/modeles/fichier/", {"file": SimpleUploadedFile("a", content)})
    assert "Sera créé" in browser.get(sent.url).text
    assert browser.post(sent.url, typed()).status_code == 302

    assert Consultation.objects.count() == 1
    assert OfferedBlueprint.objects.count() == 0
    assert reuses() == []  # nobody's shelf: nothing to count


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"n'importe quoi" * 9])
def test_a_file_that_is_no_blueprint_is_refused_at_its_field(browser, content):
    answer = browser.post("/gestion/modeles/fichier/", {"file": SimpleUploadedFile("a", content)})

    assert answer.status_code == 422
    assert "id_file_error" in answer.text


def test_a_file_sent_by_hand_is_forgotten(browser, city):
    content = write(make_blueprint())
    sent = browser.post("/gestion/modeles/fichier/", {"file": SimpleUploadedFile("a", content)})
    sweep_blueprints()
    assert browser.get(sent.url).status_code == 200
    assert sweep_files(actor=SYSTEM, older_than_hours=-1) >= 1

    assert browser.get(sent.url).url == "/gestion/modeles/fichier/"
