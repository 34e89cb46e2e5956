"""Shape of what members write: what is begun, what comes back, what is refused."""

import uuid

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from agora.files.actions import store
from club_utilisateurs.actions.drafts import keep_draft
from club_utilisateurs.forms.talk import AnswerForm, AskForm, EditForm, kinds_for
from club_utilisateurs.models import Attachment
from tests.club_utilisateurs.papers import program, text_file
from tests.factories.club import make_answer, make_category, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


def sent(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data


def whole(**more):
    return sent(**{
        "kind": "question", "title": "Comment ?", "body": "Dites", "category": make_category().pk,
    } | more)  # fmt: skip


@pytest.fixture
def draft(member_a):
    """A draft with two files."""
    uids = [
        str(store(actor=member_a.account, upload=text_file(f"{n}.txt"), use="document").uid)
        for n in "ab"
    ]
    return keep_draft(actor=member_a.account, topic=None, typed={"body": "Un", "files": uids})


def test_a_draft_gives_back_words_and_files(draft):
    form = AnswerForm(draft=draft)

    assert form["body"].value() == "Un"
    assert [file.name for file in form.staying()] == ["a.txt", "b.txt"]
    assert "a.txt (TXT, 13\u00a0octets)" in str(form["kept"])
    assert uuid.UUID(str(form["form_key"].value()))


def test_files_unticked_go_and_unknown_ones_are_none(draft):
    first = draft.fields["files"][0]
    form = AnswerForm(sent(body="Un", kept=[first, str(uuid.uuid4())]), draft=draft)

    assert form.is_valid()
    assert [file.name for file in form.staying()] == ["a.txt"]


def test_five_files_in_all_those_kept_included(draft):
    uploads = MultiValueDict({"attached": [text_file(f"{n}.txt") for n in range(4)]})
    form = AnswerForm(sent(body="Un", kept=draft.fields["files"]), uploads, draft=draft)

    assert not form.is_valid()
    assert len(form.given) == 3
    assert list(form.errors) == ["attached"]


def test_a_file_refused_keeps_the_others_when_all_else_is_wrong_too():
    uploads = MultiValueDict({"attached": [program(), text_file()]})
    form = AnswerForm(sent(body=""), uploads)

    assert set(form.errors) == {"body", "attached"}
    assert [one.name for one in form.given] == ["note.txt"]


def test_files_that_came_just_now_are_shown_ticked(draft):
    form = AnswerForm(sent(body=""), draft=None)
    form.is_valid()
    files = AnswerForm(draft=draft).staying()

    form.offer(files, ticked=files[:1])

    assert [file.name for file in form.staying()] == ["a.txt"]
    assert str(form["kept"]).count("checked") == 1


def test_a_topic_is_whole(member_a):
    form = AskForm(whole(tags="Budget, vert"), member=member_a)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "Comment ?"
    assert form.cleaned_data["tags"] == ["Budget", "vert"]
    assert form.typed() == {
        "kind": "question", "title": "Comment ?", "category": str(make_category().pk),
        "tags": "Budget, vert", "body": "Dites", "asked_city": "", "about": "",
    }  # fmt: skip


def test_an_empty_topic_says_what_is_missing(member_a):
    form = AskForm(sent(title=" "), member=member_a)

    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "kind": "Dites si c’est une question ou une idée.",
        "title": "Donnez un titre à votre sujet.",
        "body": "Écrivez votre message.",
        "category": "Choisissez une rubrique.",
    }


def test_a_shelf_that_is_gone_and_a_city_that_answers_no_more_are_said(member_a, cities):
    form = AskForm(whole(category="99", asked_city=cities["montclair"].id), member=member_a)

    assert "n’existe plus" in form.errors["category"][0]
    assert "ne répond plus" in form.errors["asked_city"][0]


def test_announcements_are_offered_to_those_who_look_after_the_club(member_a, facilitator):
    assert [key for key, _ in kinds_for(member_a)] == ["question", "idea"]
    assert [key for key, _ in kinds_for(facilitator)] == ["question", "idea", "news"]
    assert "kind" in AskForm(whole(kind="news"), member=member_a).errors


def test_a_link_says_how_a_topic_begins_beyond_the_draft(member_a, draft):
    draft.fields |= {"kind": "idea", "title": "Un titre"}
    form = AskForm(member=member_a, draft=draft, begun={"kind": "question"})

    assert (form["kind"].value(), form["title"].value()) == ("question", "Un titre")
    assert AskForm(member=member_a)["kind"].value() == "question"


def test_an_edit_begins_with_what_is_there(member_a, member_b):
    topic = make_topic(member_a)
    first, second = topic.posts.get(), make_answer(topic, member_b)

    assert EditForm(post=first)["title"].value() == topic.title
    assert list(EditForm(post=second).fields) == ["version", "body"]


def test_an_edit_offers_to_take_ones_files_away(member_a, draft):
    post = make_topic(member_a).posts.get()
    file = AnswerForm(draft=draft).staying()[0]
    given = Attachment.objects.create(post=post, file=file)

    form = EditForm(post=post)

    assert next(iter(form.fields["without"].choices))[1] == "a.txt"
    typed = EditForm(sent(version=1, title="T", body="B", without=[given.pk]), post=post)
    assert typed.is_valid()
    assert list(typed.cleaned_data["without"]) == [given]
