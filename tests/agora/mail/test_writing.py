import pytest
from django.db import IntegrityError, transaction
from django.template import engines

from agora import mail
from agora.context import public
from agora.jobs.testing import pending, run_pending
from agora.mail.models import OutgoingMail
from agora.mail.reading import letters
from tests.factories.people import make_user

LETTERS = {
    "test/hello.html": (
        '{% extends "ui/mail/base.html" %}{% load i18n %}'
        "{% block subject %}{{ word }}\n et la suite{% endblock %}"
        "{% block title %}{{ word }}{% endblock %}"
        "{% block content %}<p>{% translate 'Votre code' %}\u00a0: {{ code }}</p>{% endblock %}"
    ),
    "test/own.html": '{% extends "ui/mail/base.html" %}{% block subject %}S{% endblock %}',
    "test/own.txt": "Un texte à {{ word|safe }}",
}


@pytest.fixture(autouse=True)
def templates(monkeypatch):
    """Letters of these tests, beside the true templates."""
    from django.template.loaders.locmem import Loader  # noqa: PLC0415  (needs the settings)

    engine = engines["django"].engine
    loaders = [Loader(engine, LETTERS), *engine.template_loaders]
    monkeypatch.setitem(engine.__dict__, "template_loaders", loaders)


def send(to="lila@exemple.fr", template="test/hello", **options):
    mail.send(to=to, template=template, context={"word": "Salut & co", "code": "123"}, **options)


def test_a_letter_is_written_with_its_job(city):
    send()

    letter = OutgoingMail.objects.get()
    assert letter.subject == "Salut & co et la suite"
    assert "Votre code\u00a0: 123" in letter.text
    assert "Salut &amp; co" in letter.html
    assert [args["mail"] for name, args in pending() if name == "mail.send"] == [letter.pk]


def test_a_rolled_back_transaction_sends_nothing(city, folder):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send()
        _ = 1 / 0

    assert "mail.send" not in run_pending()
    assert letters() == []


def test_a_template_may_bring_its_own_text(city):
    send(template="test/own")

    assert OutgoingMail.objects.get().text == "Un texte à Salut & co\n"


def test_the_queue_holds_no_address(city):
    send(bulk=True)

    assert "exemple" not in str(pending())
    assert "mail.send_bulk" in [name for name, _ in pending()]


def test_people_without_address_get_nothing(city):
    send(to="")

    assert not OutgoingMail.objects.exists()


def test_people_read_their_own_language(city):
    send(to=make_user(language="en", email="sam@exemple.fr"))

    assert OutgoingMail.objects.get().user.email == "sam@exemple.fr"


def test_the_provider_writes_too(db, folder):
    with public():
        send(to="chef@exemple.fr")
    assert "mail.send" in run_pending()
    with public():
        assert [letter.to for letter in letters()] == ["chef@exemple.fr"]


def test_letters_of_one_person_leave_in_order(city, folder):
    for word in range(3):
        mail.send(to="lila@exemple.fr", template="test/hello", context={"word": f"n{word}"})
    run_pending()

    assert [letter.subject.split()[0] for letter in reversed(letters())] == ["n0", "n1", "n2"]


def test_the_database_keeps_no_word_of_what_is_gone(city):
    with pytest.raises(IntegrityError, match="mail_gone_means_erased"), transaction.atomic():
        OutgoingMail.objects.create(state="sent", subject="Votre code : 123")
