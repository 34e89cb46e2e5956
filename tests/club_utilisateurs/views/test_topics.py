"""The list of topics and the page of one, as members read them."""

import pytest
from django.utils import timezone

from agora.files.models import StoredFile
from club_utilisateurs.models import Attachment, Draft, Follow, Mention, Post, ReadMark, Tag, Topic
from tests.factories.club import make_answer, make_category, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


@pytest.fixture
def bastien(club_browser, member_b):
    """Bastien of Montclair reads."""
    return club_browser(member_b)


def between(text, start, end):
    return text.partition(start)[2].partition(end)[0]


# --- The list ----------------------------------------------------------------------------------
def test_a_line_says_all_of_a_topic(bastien, member_a, member_b):
    topic = make_topic(member_a, "Qui signe la synthèse ?", asked_city_id=member_b.city_id)
    topic.tags.add(Tag.objects.create(slug="elus", name="élus"))
    make_answer(topic, member_a)

    line = between(bastien.get("/sujets/").text, 'class="rules topics"', "</ul>")

    for said in (
        "Non lu", "Question", "Restitution", "Qui signe la synthèse", "Samira Ould-Kaci",
        "Villeneuve", "à votre ville", "1 réponse", "#élus",
    ):  # fmt: skip
        assert said in line


def test_unread_is_said_in_words_and_leads_to_where_one_stopped(bastien, member_a, member_b):
    topic = make_topic(member_a)
    for _one in range(60):
        make_answer(topic, member_a)
    ReadMark.objects.create(member=member_b, topic=topic, last_number=55)
    begun = bastien.get("/sujets/").text
    ReadMark.objects.update(last_number=61)
    read = bastien.get("/sujets/").text

    assert "Du nouveau" in begun
    assert f'href="/sujets/{topic.pk}/?page=2#non-lu"' in begun
    assert ("Du nouveau" in read, "Non lu" in between(read, "topics", "</ul>")) == (False, False)


def test_states_are_said(bastien, member_a, member_b):
    make_topic(member_a, "seule")
    solved, closed = make_topic(member_a, "résolue"), make_topic(member_a, "fermée")
    solved.accepted = make_answer(solved, member_b)
    solved.save()
    Topic.objects.filter(pk=closed.pk).update(locked_at=timezone.now())

    page = between(bastien.get("/sujets/").text, "topics", "</ul>")

    assert [page.count(said) for said in ("Sans réponse", "Résolue", "Fermé")] == [1, 1, 1]


def test_filters_stand_in_the_url_and_each_can_be_taken_away(bastien, member_a):
    shelf = make_category("Mobiliser", "mobiliser")
    make_topic(member_a, "Des affiches", category=shelf, kind="idea")
    make_topic(member_a, "Ailleurs")

    page = bastien.get("/sujets/?rubrique=mobiliser&genre=idea").text

    assert ("Des affiches" in page, "Ailleurs" in page) == (True, False)
    assert 'href="/sujets/?genre=idea"' in page
    assert 'href="/sujets/?rubrique=mobiliser"' in page


def test_a_tag_is_a_filter_by_its_name(bastien, member_a):
    topic = make_topic(member_a, "Des affiches")
    topic.tags.add(Tag.objects.create(slug="elus", name="Les élus"))
    make_topic(member_a, "Ailleurs")

    page = bastien.get("/sujets/?mot=elus").text

    assert ("Les élus" in page, "Ailleurs" in page) == (True, False)
    assert "inconnu" in bastien.get("/sujets/?mot=inconnu").text


def test_an_empty_list_says_what_to_do(bastien, member_a):
    nothing = bastien.get("/sujets/").text
    make_topic(member_a)
    filtered = bastien.get("/sujets/?genre=news").text

    assert "Personne n’a encore écrit ici" in nothing
    assert "Aucun sujet ne correspond à ces filtres" in filtered


def test_a_hidden_topic_is_nowhere_in_the_list(bastien, member_a):
    make_topic(member_a, "Titre masqué", hidden_at=timezone.now())

    assert "Titre masqué" not in bastien.get("/sujets/").text


def count(bastien, path):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    bastien.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert bastien.get(path).status_code == 200
    return len([one for one in asked if "SAVEPOINT" not in one["sql"]])


def test_the_list_takes_as_many_queries_at_any_volume(bastien, member_a):
    make_topic(member_a)
    few = count(bastien, "/sujets/")
    for number in range(45):
        make_topic(member_a, f"Sujet {number}").tags.add(
            Tag.objects.create(slug=f"mot-{number}", name=f"mot {number}")
        )

    assert count(bastien, "/sujets/") == few
    assert max(few, count(bastien, "/sujets/?page=2&etat=suivis&genre=idea&mot=mot-1")) <= 10


# --- One topic ---------------------------------------------------------------------------------
@pytest.fixture
def talk(member_a, member_b):
    """A question of Samira and sixty answers of Bastien."""
    topic = make_topic(member_a, "Comment restituer ?", body="La question entière.")
    for number in range(2, 62):
        make_answer(topic, member_b, f"La réponse numéro {number}.")
    return topic


def test_fifty_posts_then_the_others(bastien, talk):
    first = bastien.get(f"/sujets/{talk.pk}/").text
    second = bastien.get(f"/sujets/{talk.pk}/?page=2").text

    assert ("La question entière." in first, "numéro 50." in first, "numéro 51." in first) == (
        True, True, False,
    )  # fmt: skip
    assert ("La question entière." in second, "numéro 51." in second) == (False, True)
    assert bastien.get(f"/sujets/{talk.pk}/?page=99").text.count("numéro 61.") == 1
    assert bastien.get(f"/sujets/{talk.pk}/?page=x").text.count("La question entière.") == 1


def test_the_accepted_answer_follows_the_question_wherever_it_stands(bastien, talk):
    talk.accepted = talk.posts.get(number=55)
    talk.save()
    first = bastien.get(f"/sujets/{talk.pk}/").text

    retained = between(first, '<li class="post-good">', "</li>")
    assert "La réponse numéro 55." in retained
    assert f'href="/sujets/{talk.pk}/?page=2#message-55"' in retained
    assert first.index("La question entière.") < first.index("numéro 55.")
    assert first.index("numéro 55.") < first.index("numéro 2.")
    second = bastien.get(f"/sujets/{talk.pk}/?page=2").text
    assert '<li id="message-55" class="post-good">' in second


def test_an_accepted_answer_that_follows_the_question_is_shown_once(bastien, talk):
    talk.accepted = talk.posts.get(number=2)
    talk.save()

    assert bastien.get(f"/sujets/{talk.pk}/").text.count("La réponse numéro 2.") == 1


def test_one_sees_up_to_where_one_had_read_then_all_is_read(bastien, talk, member_b):
    ReadMark.objects.create(member=member_b, topic=talk, last_number=20)
    first = bastien.get(f"/sujets/{talk.pk}/").text
    again = bastien.get(f"/sujets/{talk.pk}/").text
    mark = ReadMark.objects.get(member=member_b).last_number

    assert first.index("numéro 20.") < first.index('id="non-lu"') < first.index("numéro 21.")
    assert ('id="non-lu"' in again, mark) == (False, 50)


def test_what_was_shown_is_what_is_marked(bastien, talk, member_a, member_b):
    bastien.get(f"/sujets/{talk.pk}/?page=2")
    bastien.get(f"/sujets/{talk.pk}/")

    marks = list(ReadMark.objects.values_list("member", "last_number"))
    assert marks == [(member_b.pk, 61)]


def test_a_hidden_post_leaves_a_placeholder_with_its_reason(bastien, talk):
    Post.objects.filter(number=3).update(
        hidden_at=timezone.now(), hidden_reason="Données personnelles"
    )

    page = bastien.get(f"/sujets/{talk.pk}/").text

    assert ("numéro 3." in page, "Motif\u00a0: Données personnelles" in page) == (False, True)


def test_a_hidden_topic_is_read_by_those_who_look_after_the_club_alone(
    bastien, club_browser, facilitator, talk
):
    Topic.objects.filter(pk=talk.pk).update(hidden_at=timezone.now(), hidden_reason="Publicité")
    page = bastien.get(f"/sujets/{talk.pk}/")
    theirs = club_browser(facilitator).get(f"/sujets/{talk.pk}/")

    assert (page.status_code, theirs.status_code) == (410, 200)
    assert ("Publicité" in page.text, "La question entière." in page.text) == (True, False)
    assert "Comment restituer" not in page.text
    assert "La question entière." in theirs.text


def test_what_members_type_is_shown_as_text_and_addresses_become_links(bastien, member_a):
    topic = make_topic(
        member_a, "<b>Gras</b>", body="<script>alert(1)</script> https://exemple.fr/guide"
    )

    page = bastien.get(f"/sujets/{topic.pk}/").text

    assert ("<script>alert" in page, "<b>Gras</b>" in page) == (False, False)
    assert '<a href="https://exemple.fr/guide" rel="nofollow ugc noopener">' in page


def test_files_say_their_format_and_size_and_an_edit_leads_to_the_versions(bastien, member_a):
    topic = make_topic(member_a)
    post = topic.posts.get()
    file = StoredFile.objects.create(
        kind="document", name="guide.pdf", extension="pdf", content_type="application/pdf",
        size=248_000, sha256="0" * 64,
    )  # fmt: skip
    Attachment.objects.create(post=post, file=file)
    before = bastien.get(f"/sujets/{topic.pk}/").text
    Post.objects.filter(pk=post.pk).update(edited_at=timezone.now(), version=2, body="Mieux dit.")
    after = bastien.get(f"/sujets/{topic.pk}/").text

    assert "guide.pdf</a>" in before
    assert "(PDF, 248\u00a0Ko)" in before
    versions = f"/messages/{post.pk}/versions/"
    assert (versions in before, versions in after, "Mieux dit." in after) == (False, True, True)


def test_whom_a_post_names_stands_out_by_the_name_known_now(bastien, member_a, member_b):
    topic = make_topic(member_a, body="Demandez à @Montclair, ou à @Bastien Ferrol.")
    post = topic.posts.get()
    Mention.objects.create(post=post, city_id=member_b.city_id)
    Mention.objects.create(post=post, member=member_b)

    page = bastien.get(f"/sujets/{topic.pk}/").text

    assert "@Montclair</" in page
    assert "<b>@Bastien Ferrol</b>" in page or "@Bastien Ferrol</a>" in page


def test_a_draft_waits_in_the_form_and_a_closed_topic_has_none(bastien, talk, member_b):
    Draft.objects.create(member=member_b, topic=talk, fields={"body": "Ce que nous avons fait"})
    opened = bastien.get(f"/sujets/{talk.pk}/").text
    Topic.objects.filter(pk=talk.pk).update(locked_at=timezone.now())
    closed = bastien.get(f"/sujets/{talk.pk}/").text

    assert "Ce que nous avons fait" in opened
    assert ("Ce que nous avons fait" in closed, "on n’y répond plus" in closed) == (False, True)


def test_each_time_the_form_has_keys_of_its_own(bastien, talk):
    pages = [bastien.get(f"/sujets/{talk.pk}/").text for _one in range(2)]
    keys = [between(page, 'name="form_key" value="', '"') for page in pages]

    assert (len(set(keys)), {len(key) for key in keys}) == (2, {36})
    assert len(between(pages[1], 'id="repondre"', "</form>").split("csrfmiddlewaretoken")) == 2


@pytest.mark.parametrize(
    ("muted", "said"),
    [(None, "Suivre"), (False, "Vous suivez ce sujet."), (True, "Suivre de nouveau")],
)
def test_one_may_follow_a_topic_or_no_longer(bastien, talk, member_b, muted, said):
    if muted is not None:
        Follow.objects.create(member=member_b, topic=talk, muted=muted)

    assert said in bastien.get(f"/sujets/{talk.pk}/").text


def test_a_topic_takes_as_many_queries_at_any_length(bastien, member_a, member_b, talk):
    short = make_topic(member_a, "Court")
    few = count(bastien, f"/sujets/{short.pk}/")
    for post in talk.posts.filter(number__lt=20):
        Mention.objects.create(post=post, city_id=member_a.city_id)
    talk.accepted = talk.posts.get(number=61)
    talk.save()

    many = count(bastien, f"/sujets/{talk.pk}/")
    Draft.objects.create(member=member_b, topic=talk, fields={"body": "Un début"})
    assert (many - few <= 1, max(many, count(bastien, f"/sujets/{talk.pk}/")) <= 12) == (True, True)


def test_a_topic_nobody_opened_is_not_there(bastien):
    assert bastien.get("/sujets/999999/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/sujets/", "/sujets/1/", "/recherche/", "/sujets/proches/"])
def test_nobody_reads_without_being_let_in(club_browser, member_a, path):
    make_topic(member_a, "Un titre du club")
    answer = club_browser().get(path)

    assert answer.status_code in (302, 403)
    assert "Un titre du club" not in answer.text
