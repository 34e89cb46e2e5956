import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from agora.context.words import written


def test_the_words_of_a_form_are_kept_and_no_key_nor_password():
    sent = {
        "body": "Gardez ces mots.",
        "alignment": "1",
        "form_key": "5f0a9a0e-8f6b-4c8e-9d0a-000000000000",
        "csrfmiddlewaretoken": "a" * 64,
        "password": "trois petits chats verts",
    }

    assert written(RequestFactory().post("/", sent)) == ["Gardez ces mots."]


def test_a_form_with_a_file_gives_its_words_back():
    sent = {"title": "Un banc bleu", "photo": SimpleUploadedFile("a.png", b"x" * 100)}

    assert written(RequestFactory().post("/", sent)) == ["Un banc bleu"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"--b\r\nnothing like a form", "multipart/form-data; boundary="), (b"", "text/plain")],
)
def test_what_is_no_form_has_no_words(body, kind):
    assert written(RequestFactory().generic("POST", "/", body, content_type=kind)) == []
