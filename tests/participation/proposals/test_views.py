"""An idea in three short steps, the account last; drafts that nobody else can open."""

import io
import uuid
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from agora.accounts.models import User
from participation.contributions.models import Contribution
from participation.proposals.models import Draft
from tests.factories.consultations import make_component, make_sector, make_theme
from tests.factories.people import make_user
from tests.factories.tools import make_comment, make_proposal


def base(component):
    return f"/concertations/{component.consultation.slug}/propositions/{component.pk}/"


def photo():
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "JPEG")
    file.seek(0)
    file.name = "banc.jpg"
    return file


def begin(client, component, **typed):
    return client.post(
        f"{base(component)}nouvelle/",
        {"title": "Un banc à l’ombre", "body": "Devant l’école."} | typed,
    )


def test_a_visitor_has_an_idea_online_in_four_screens(city, client):
    component, theme, sector = make_component(kind="proposals"), make_theme(), make_sector()

    step_2 = begin(client, component, theme=theme.pk)
    uid = Draft.objects.get().pk
    step_3 = client.post(
        step_2["Location"],
        {
            "sector": sector.pk,
            "place_label": "Rue du Lac",
            "photo": photo(),
            "photo_caption": "Le banc",
        },
    )
    done = client.post(
        step_3["Location"],
        {"pseudonym": "Chouette", "email": "chouette@exemple.fr", "consent": "on"},
    )
    page = client.get(done["Location"])
    word = Contribution.objects.get(kind="proposal")

    assert step_2["Location"] == f"/propositions/brouillons/{uid}/lieu/"
    assert step_3["Location"] == f"/propositions/brouillons/{uid}/signature/"
    assert done["Location"] == f"/propositions/{word.pk}/?thanks"
    assert (word.author.pseudonym, word.author_name) == ("Chouette", "Chouette")
    assert (word.sector, word.place_label, word.proposal.theme) == (sector, "Rue du Lac", theme)
    assert word.attachments.get().caption == "Le banc"
    assert word.follows_count == Contribution.objects.get(pk=word.pk).follows_count
    assert "Votre idée est en ligne" in page.text
    assert word.reference in page.text
    assert not Draft.objects.exists()


def test_thanks_are_said_once(city, client):
    component, person = make_component(kind="proposals"), make_user()
    client.force_login(person)
    signature = begin(client, component)["Location"].replace("lieu", "signature")

    done = client.post(signature, {"author_kind": "group", "signature": "Amis du parc"})["Location"]

    assert "Votre idée est en ligne" in client.get(done).text
    assert "Votre idée est en ligne" not in client.get(done).text
    assert Contribution.objects.get(kind="proposal").author_name == "Amis du parc"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": ""}, "Écrivez votre idée en une phrase."),
        ({"title": " \u202e "}, "Écrivez votre idée en une phrase."),
        ({"title": "x" * 121}, "Raccourcissez à 120 caractères : il y en a 121."),
        ({"body": "y" * 1501}, "Raccourcissez à 1500 caractères : il y en a 1501."),
    ],
)
def test_a_bad_first_step_says_why_and_keeps_the_words(city, client, typed, message):
    component = make_component(kind="proposals")

    answer = begin(client, component, **typed)

    assert answer.status_code == 422
    assert message in answer.text.replace("\u202f", "").replace("\xa0", " ")
    assert "<title>Erreur" in answer.text.replace("\n", "")
    assert ("Devant l’école." in answer.text) or ("y" * 1501 in answer.text)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"pseudonym": ""}, "Choisissez le nom que tout le monde lira."),
        ({"pseudonym": "Prise"}, "Ce pseudonyme est déjà pris."),
        ({"email": "pas une adresse"}, "Écrivez une adresse e-mail complète"),
        ({"email": "prise@exemple.fr"}, "Cette adresse a déjà un compte."),
        ({"consent": ""}, "Cochez cette case pour publier votre idée."),
    ],
)
def test_a_bad_signature_says_why_and_the_idea_waits(city, client, typed, message):
    make_user(pseudonym="Prise", email="prise@exemple.fr")
    url = begin(client, make_component(kind="proposals"))["Location"].replace("lieu", "signature")

    answer = client.post(
        url, {"pseudonym": "Libre", "email": "libre@exemple.fr", "consent": "on"} | typed
    )

    assert answer.status_code == 422
    assert message in answer.text.replace("\xa0", " ")
    assert "Un banc à l’ombre" in answer.text
    assert Draft.objects.count() == 1
    assert User.objects.count() == 1


def test_a_robot_that_fills_the_hidden_field_publishes_nothing(city, client):
    url = begin(client, make_component(kind="proposals"))["Location"].replace("lieu", "signature")

    client.post(
        url,
        {"pseudonym": "Robot", "email": "r@exemple.fr", "consent": "on", "website": "http://spam"},
    )

    assert not Contribution.objects.exists()
    assert not User.objects.exists()


def test_a_group_must_say_its_name(city, client):
    client.force_login(make_user())
    url = begin(client, make_component(kind="proposals"))["Location"].replace("lieu", "signature")

    answer = client.post(url, {"author_kind": "group", "signature": "  "})

    assert answer.status_code == 422
    assert "Écrivez le nom du groupe." in answer.text


def test_nobody_else_opens_a_draft(city, client, client_for):
    owner = make_user()
    client.force_login(owner)
    begin(client, make_component(kind="proposals"))
    uid = Draft.objects.get().pk
    other = client_for(city)

    for page in ("", "lieu/", "signature/", "garde/"):
        assert client.get(f"/propositions/brouillons/{uid}/{page}").status_code == 200
        assert other.get(f"/propositions/brouillons/{uid}/{page}").url.startswith("/compte/")
    other.force_login(make_user())
    assert other.get(f"/propositions/brouillons/{uid}/").status_code == 404
    assert other.post(f"/propositions/brouillons/{uid}/jeter/").status_code == 404
    assert client.get(f"/propositions/brouillons/{uuid.uuid4()}/").status_code == 404
    assert Draft.objects.count() == 1


def test_a_draft_begun_without_account_follows_its_author(city, client):
    begin(client, make_component(kind="proposals"))
    draft = Draft.objects.get()
    person = make_user()
    device = client.session["drafts"]
    client.force_login(person)
    session = client.session
    session["drafts"] = device
    session.save()

    client.get(f"/propositions/brouillons/{draft.pk}/signature/")

    assert Draft.objects.get().author == person


def test_what_is_typed_is_kept_before_it_is_sent(city, client):
    component = make_component(kind="proposals")
    url = f"{base(component)}garder/"

    first = client.post(url, {"title": "Un b", "body": ""}).json()
    again = client.post(url, {"title": "Un banc", "body": "Oui", "draft": first["draft"]}).json()
    lost = client.post(url, {"title": "Autre", "draft": str(uuid.uuid4())}).json()

    assert again["draft"] == first["draft"] != lost["draft"]
    assert Draft.objects.get(pk=first["draft"]).title == "Un banc"
    assert "Brouillon enregistré à" in first["said"]


def test_later_keeps_the_draft_and_says_where(city, client):
    answer = begin(client, make_component(kind="proposals"), later="1")
    kept = client.get(answer["Location"])
    uid = Draft.objects.get().pk

    assert "Votre brouillon est gardé" in kept.text
    assert (
        client.post(f"/propositions/brouillons/{uid}/", {"title": "Mieux", "body": ""}).status_code
        == 302
    )
    assert Draft.objects.get().title == "Mieux"
    client.post(f"/propositions/brouillons/{uid}/jeter/")
    assert not Draft.objects.exists()


def test_a_photo_is_refused_by_content_and_the_place_is_kept(city, client):
    place = begin(client, make_component(kind="proposals"))["Location"]
    fake = io.BytesIO(b"<svg onload=alert(1)></svg>")
    fake.name = "photo.jpg"

    bad = client.post(place, {"place_label": "Rue du Lac", "photo": fake, "latitude": "48.9"})
    good = client.post(place, {"place_label": "Rue du Lac", "photo": photo(), "photo_caption": "x"})
    off = client.post(place, {"place_label": "Rue du Lac", "drop_photo": "1"})

    assert bad.status_code == 422
    assert "Rue du Lac" in bad.text
    assert good.status_code == 302
    assert off.status_code == 422 or Draft.objects.get().photo is None
    assert Draft.objects.get().latitude is None


def test_a_storage_that_is_down_is_said_at_the_photo_and_the_place_is_kept(
    city, client, monkeypatch
):
    place = begin(client, make_component(kind="proposals"))["Location"]
    sound = settings.DATA_DIR
    monkeypatch.setattr(settings, "DATA_DIR", "/dev/null")

    down = client.post(place, {"place_label": "Rue du Lac", "photo": photo()})
    monkeypatch.setattr(settings, "DATA_DIR", sound)
    back = client.post(place, {"place_label": "Rue du Lac", "photo": photo()})

    assert down.status_code == 422
    assert "notre stockage ne répond pas" in down.text
    assert "Rue du Lac" in down.text
    assert back.status_code == 302
    assert Draft.objects.get().photo is not None


def test_a_closed_module_says_so(city, client):
    component = make_component(kind="proposals", phases=[])
    component.consultation.starts_on = component.consultation.ends_on = None
    consultation = component.consultation
    consultation.starts_on = consultation.ends_on = date(2019, 1, 1)
    consultation.save()

    page = client.get(f"{base(component)}nouvelle/").text

    assert "On ne peut pas déposer d’idée en ce moment" in page


def test_similar_ideas_are_shown_while_one_types(city, client):
    component = make_component(kind="proposals")
    make_proposal(component, title="Des bancs à l’ombre")
    make_proposal(component, title="Une piscine", body="Pour nager.")

    answer = client.get(f"{base(component)}proches/?title=Un banc").text

    assert "Des bancs à l’ombre" in answer
    assert "Une piscine" not in answer
    assert "<html" not in answer
    assert "ressemble" not in client.get(f"{base(component)}proches/?title=oh").text


def test_filters_and_orders_stand_in_the_url(city, client):
    component, theme, sector = make_component(kind="proposals"), make_theme(), make_sector()
    make_proposal(
        component, title="Chêne", detail={"theme": theme}, sector=sector, supports_count=1
    )
    make_proposal(
        component, title="Saule", signature="Atelier", author_kind="meeting", supports_count=9
    )
    url = base(component)

    def titles(query):
        page = client.get(f"{url}?{query}").text
        return [name for name in ("Chêne", "Saule") if name in page]

    assert titles("") == ["Chêne", "Saule"]
    assert titles(f"theme={theme.pk}") == ["Chêne"]
    assert titles(f"secteur={sector.pk}") == ["Chêne"]
    assert titles("auteur=ateliers") == ["Saule"]
    assert titles("auteur=personnes") == ["Chêne"]
    assert titles("suite=accepted") == []
    assert titles("q=saules") == ["Saule"]
    assert titles("theme=zzz") == ["Chêne", "Saule"]
    page = client.get(f"{url}?ordre=soutenues").text
    assert page.index("Saule") < page.index("Chêne")
    assert "Aucune idée ne correspond" in client.get(f"{url}?q=xyzzy").text


def test_lists_and_pages_cost_the_same_at_any_length(city, client):
    component = make_component(kind="proposals")
    word = make_proposal(component)
    client.get(base(component))
    costs, pages = [], []
    for more in (0, 18, 30):
        for _n in range(more):
            make_proposal(component)
            make_comment(word)
        with CaptureQueriesContext(connection) as listed:
            client.get(base(component))
        with CaptureQueriesContext(connection) as shown:
            client.get(f"/propositions/{word.pk}/")
        costs.append(len(listed))
        pages.append(len(shown))

    assert max(costs) - min(costs) <= 1  # the second page adds nothing but its own count
    assert pages[1] == pages[2]
    assert costs[-1] <= 12
    assert pages[-1] <= 15


def test_an_idea_tells_its_life_and_hides_what_is_hidden(city, client):
    word = make_proposal(title="Un secret", body="Le texte caché")
    word.hidden_at, word.hidden_article = word.created_at, 3
    word.save()

    page = client.get(f"/propositions/{word.pk}/").text

    assert "article 3" in page
    assert "Le texte caché" not in page
    assert client.get("/propositions/999999/").status_code == 404
