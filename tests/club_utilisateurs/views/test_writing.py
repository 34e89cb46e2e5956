"""Opening a topic and answering: what is right is published once, what is wrong is kept."""

import re
import uuid

import pytest
from django.utils import timezone

from club_utilisateurs.models import Draft, Post, Topic
from club_utilisateurs.sending import RATE
from tests.club_utilisateurs.conftest import entered_now
from tests.club_utilisateurs.papers import picture, program, text_file
from tests.factories.club import make_answer, make_category, make_topic
from tests.harness.clients import outside

pytestmark = pytest.mark.usefixtures("in_club")
ASK = "/sujets/nouveau/"


@pytest.fixture
def samira(club_browser, member_a):
    return club_browser(member_a)


@pytest.fixture
def bastien(club_browser, member_b):
    return club_browser(member_b)


@pytest.fixture
def topic(member_a):
    return make_topic(member_a)


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def question(**more):
    return {
        "kind": "question", "title": "Qui a fait une balade ?", "body": "Dites-nous tout.",
        "category": make_category().pk, "tags": "balade, École",
    } | more  # fmt: skip


def answering(topic):
    return f"/sujets/{topic.pk}/repondre/"


# --- Asking ------------------------------------------------------------------------------------
def test_the_form_is_drawn_with_one_main_button_and_similar_topics(samira):
    page = text(samira.get(ASK))

    assert page.count("btn-main") == 1
    assert 'data-watch="/sujets/proches/" data-field="title"' in page
    assert 'href="/sujets/proches/?titre="' in page
    assert 'data-autosave="/sujets/nouveau/brouillon/"' in page


def test_a_question_is_published_and_leads_to_it(samira, member_a):
    answer = samira.post(ASK, question(attached=[text_file(), picture()]))

    topic = Topic.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/sujets/{topic.pk}/#message-1"
    assert (topic.title, topic.author) == ("Qui a fait une balade ?", member_a)
    assert [tag.name for tag in topic.tags.all()] == ["balade", "École"]
    assert [one.file.name for one in topic.posts.get().attachments.all()] == [
        "note.txt", "halle.png",
    ]  # fmt: skip


def test_the_same_form_sent_twice_is_one_topic(samira):
    key = str(uuid.uuid4())

    first, second = (samira.post(ASK, question(form_key=key)) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Topic.objects.count() == 1


def test_a_question_corrected_after_back_is_written(samira):
    key = str(uuid.uuid4())
    first, second, third = (
        samira.post(ASK, question(form_key=key, body=body))
        for body in ("Dite-nous tout.", "Dites-nous tout.", "Dites-nous tout.")
    )

    assert first["Location"] != second["Location"] == third["Location"]
    assert {post.body for post in Post.objects.all()} == {"Dite-nous tout.", "Dites-nous tout."}


def test_the_key_of_somebody_else_hides_nothing(samira, bastien):
    key = str(uuid.uuid4())
    first, second = (one.post(ASK, question(form_key=key)) for one in (samira, bastien))

    assert first["Location"] != second["Location"]
    assert Topic.objects.count() == 2


def test_what_is_wrong_comes_back_whole_with_its_files_and_waits_in_the_draft(samira, member_a):
    page = text(samira.post(ASK, question(title="", attached=[program(), text_file()])), status=422)

    assert "Donnez un titre à votre sujet." in page
    assert "facture.pdf" in page
    assert "Dites-nous tout." in page
    assert "note.txt (TXT" in page
    assert not Topic.objects.exists()
    draft = Draft.objects.get(member=member_a, topic=None)
    assert draft.fields["body"] == "Dites-nous tout."
    [uid] = draft.fields["files"]

    answer = samira.post(ASK, question(kept=[uid]))

    assert answer.status_code == 302
    assert [one.file.name for one in Post.objects.get().attachments.all()] == ["note.txt"]
    assert not Draft.objects.exists()


def test_a_huge_text_says_how_much_too_long_and_comes_back(samira):
    page = text(samira.post(ASK, question(body="mot " * 6000)), status=422)

    assert "Retirez 3\u202f999 caractères" in page
    assert page.count("mot ") == 6000
    assert len(Draft.objects.get().fields["body"]) == 24_000


def test_html_typed_is_text_everywhere(samira):
    page = text(samira.post(ASK, question(title="", body="<script>alert(1)</script>")), status=422)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_draft_is_kept_by_a_button_without_script(samira):
    answer = samira.post(ASK, {"title": "Un début", "later": "1", "attached": [program()]})

    assert answer["Location"] == "/moi/brouillons/"
    page = text(samira.get(answer["Location"]))
    assert "Brouillon enregistré à" in page
    assert "facture.pdf" in page
    assert "Un début" in page
    assert "Un début" in text(samira.get(ASK))


def test_a_blank_page_is_nothing_to_keep(samira):
    answer = samira.post(ASK, {"later": "1", "kind": "question"})

    assert "Il n’y a rien à garder" in text(samira.get(answer["Location"]))
    assert not Draft.objects.exists()


def test_a_link_asks_a_city(samira, member_b, answering_city):
    page = text(samira.get(f"{ASK}?ville={member_b.city_id}"))
    assert f'<option value="{member_b.city_id}" selected>' in page

    samira.post(ASK, question(asked_city=member_b.city_id))
    assert Topic.objects.get().asked_city_id == member_b.city_id


@pytest.mark.parametrize("asked", ["999999", "abc", "9" * 40, ""])
def test_a_link_to_a_city_that_does_not_answer_asks_everybody(samira, asked):
    assert "selected>" in text(samira.get(f"{ASK}?ville={asked}"))


def test_an_idea_is_put_to_no_city(samira, member_b, answering_city):
    page = text(samira.post(ASK, question(kind="idea", asked_city=member_b.city_id)), status=422)

    assert "Seule une question" in page


def test_a_link_opens_a_topic_about_a_sheet_or_a_blueprint(samira, shared):
    for name, uid, kind in (
        ("fiche", shared.sheet, "sheet"),
        ("modele", shared.model, "blueprint"),
    ):
        page = text(samira.get(f"{ASK}?{name}={uid}"))
        assert f"{kind}:{uid}" in page
        assert f"Titre {kind}" in page

        samira.post(ASK, question(about=f"{kind}:{uid}", kind="idea"))
        topic = Topic.objects.latest("pk")
        assert (topic.about_kind, topic.about_uid) == (kind, uid)


@pytest.mark.parametrize(
    "about", ["sheet:abc", "sheet:0b7c2f7e-0000-4000-8000-000000000000", "city:1", "x"]
)
def test_a_topic_about_nothing_known_is_about_nothing(samira, about):
    assert samira.post(ASK, question(about=about)).status_code == 302

    assert (Topic.objects.get().about_kind, Topic.objects.get().about_uid) == ("", None)


def test_nobody_writes_without_being_let_in(club_browser, topic):
    outsider = club_browser()

    for address in (ASK, answering(topic)):
        answer = outsider.post(address, question(title="PLANTÉ", body="PLANTÉ"))
        assert answer["Location"] == f"/compte/connexion/?next={address}"
    assert not Post.objects.filter(body="PLANTÉ").exists()
    assert Topic.objects.count() == 1


def test_words_sent_after_the_session_ended_can_be_copied_before_the_city_lets_in(
    club_browser, topic
):
    browser = club_browser()

    answer = browser.post(answering(topic), {"body": "<i>Écrit</i> trop longtemps"})

    page = text(browser.get(answer["Location"]))
    assert "&lt;i&gt;Écrit&lt;/i&gt; trop longtemps" in page
    assert "Ce que vous écriviez" not in text(club_browser().get(answer["Location"]))


def test_words_sent_after_the_session_ended_come_back(club_browser, topic, member_b):
    browser = club_browser()
    browser.post(answering(topic), {"body": "Écrit trop longtemps"})

    browser.force_login(member_b.account, second_factor=False)
    outside(lambda: entered_now(browser))

    assert "Écrit trop longtemps" in text(browser.get(answering(topic)))


# --- Answering ---------------------------------------------------------------------------------
def test_an_answer_leads_to_its_place(bastien, topic, member_a):
    for _each in range(50):
        make_answer(topic, member_a)

    answer = bastien.post(answering(topic), {"body": "Chez nous"})

    assert answer["Location"] == f"/sujets/{topic.pk}/?page=2#message-52"


def test_an_answer_sent_twice_is_one_post(bastien, topic):
    form = text(bastien.get(answering(topic)))
    [key] = re.findall(r'name="form_key" value="([^"]+)"', form)

    for _time in range(2):
        assert bastien.post(answering(topic), {"body": "Oui", "form_key": key}).status_code == 302

    assert topic.posts.count() == 2


def test_an_answer_corrected_after_back_is_written(bastien, topic):
    key = str(uuid.uuid4())

    for body in ("Ui", "Oui", "Oui"):
        bastien.post(answering(topic), {"body": body, "form_key": key})

    assert [post.body for post in topic.posts.order_by("number")[1:]] == ["Ui", "Oui"]


def test_a_file_added_after_back_is_given(bastien, topic):
    key = str(uuid.uuid4())

    for files in ({}, {"attached": [text_file()]}, {"attached": [text_file()]}):
        bastien.post(answering(topic), {"body": "Oui", "form_key": key} | files)

    given = [post.attachments.count() for post in topic.posts.order_by("number")[1:]]
    assert given == [0, 1]


def test_a_topic_locked_meanwhile_says_so_and_keeps_the_words(bastien, topic, member_b):
    Topic.objects.update(locked_at=timezone.now())

    page = text(
        bastien.post(answering(topic), {"body": "Mes mots", "attached": [text_file()]}), status=422
    )

    assert "fermé aux réponses" in page
    assert "Mes mots" in page
    assert "btn-main" not in page
    draft = Draft.objects.get(member=member_b, topic=topic)
    assert draft.fields["body"] == "Mes mots"
    assert len(draft.fields["files"]) == 1
    assert topic.posts.count() == 1
    assert "Mes mots" in text(bastien.get(answering(topic)))


def test_the_form_stands_alone_where_it_posts_so_that_lost_words_come_back(bastien, topic):
    page = text(bastien.get(answering(topic)))

    assert topic.title in page
    assert topic.posts.get().body in page
    assert 'id="repondre"' in page


def test_an_answer_begun_is_given_back(bastien, topic):
    bastien.post(answering(topic), {"body": "Un début", "later": "1"})

    assert "Un début" in text(bastien.get(answering(topic)))


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_hidden_topic_takes_no_answer(bastien, topic, method):
    Topic.objects.update(hidden_at=timezone.now(), title="PLANTÉ")

    assert "PLANTÉ" not in text(getattr(bastien, method)(answering(topic)), status=404)


def test_whoever_writes_too_much_is_told_and_loses_nothing(bastien, topic, monkeypatch):
    assert RATE == "30/h/key"
    monkeypatch.setattr("club_utilisateurs.sending.RATE", "2/h/key")
    for _each in range(2):
        assert bastien.post(answering(topic), {"body": "Oui"}).status_code == 302

    page = text(bastien.post(answering(topic), {"body": "De trop"}), status=422)

    assert "beaucoup de messages" in page
    assert "De trop" in page
    assert Draft.objects.get().fields["body"] == "De trop"
    assert topic.posts.count() == 3


def test_a_storage_that_is_down_is_said_and_the_words_stay(bastien, topic, monkeypatch, settings):
    settings.DATA_DIR = settings.DATA_DIR / "note.txt"
    settings.DATA_DIR.write_text("not a folder")

    page = text(
        bastien.post(answering(topic), {"body": "Mes mots", "attached": [text_file()]}), status=422
    )

    assert "notre stockage ne répond pas" in page
    assert "Mes mots" in page
    assert topic.posts.count() == 1
