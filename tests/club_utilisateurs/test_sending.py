"""A form received: published once, or kept with all that was typed and given."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from agora.files.models import StoredFile
from club_utilisateurs.forms.talk import AnswerForm
from club_utilisateurs.models import Draft
from club_utilisateurs.refusals import TalkRefused
from club_utilisateurs.sending import keep_all, sent
from tests.club_utilisateurs.papers import text_file
from tests.factories.club import make_answer, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


@pytest.fixture
def topic(member_a):
    return make_topic(member_a)


@pytest.fixture
def request_of(member_b):
    request = RequestFactory().post("/")
    request.user = member_b.account
    return request


def form_with(body="Mes mots", **files):
    return AnswerForm(QueryDict(f"body={body}"), MultiValueDict(files))


def test_what_is_right_is_written_with_its_files(request_of, topic, member_b):
    given = []

    def write(files):
        given.extend(file.name for file in files)
        return make_answer(topic, member_b)

    post = sent(request_of, form_with(attached=[text_file()]), topic, write)

    assert (post.number, given) == (2, ["note.txt"])
    assert not Draft.objects.exists()


@pytest.mark.parametrize("error", [TalkRefused("Non."), ValidationError("Non.")])
def test_what_is_refused_late_leaves_one_file_and_all_the_words_in_the_draft(
    request_of, topic, member_b, error
):
    def write(files):
        make_answer(topic, member_b, "PLANTÉ")
        raise error

    form = form_with(attached=[text_file()])

    assert sent(request_of, form, topic, write) is None
    assert [str(one) for errors in form.errors.values() for one in errors] == ["Non."]
    draft = Draft.objects.get(member=member_b, topic=topic)
    assert draft.fields["body"] == "Mes mots"
    assert draft.fields["files"] == [str(StoredFile.objects.get().uid)]
    assert topic.posts.count() == 1


def test_nothing_typed_is_nothing_kept(request_of, topic):
    form = form_with(body="")
    form.is_valid()

    assert keep_all(request_of, form, topic) is None


def test_nobody_has_a_draft(topic, request_of):
    request_of.user = AnonymousUser()
    form = form_with()
    form.is_valid()

    with pytest.raises(Exception, match="talk_draft"):
        keep_all(request_of, form, topic)
