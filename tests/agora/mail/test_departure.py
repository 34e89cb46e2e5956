from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from agora.context import state
from agora.jobs.testing import pending
from agora.mail.departure import forget_old, inlined, leave, message_of
from agora.mail.gateway import MailDown
from agora.mail.models import OutgoingMail
from agora.mail.registries import Correspondence, houses
from tests.factories.people import make_user

WORDS = ("to", "subject", "text", "html", "reply_to", "unsubscribe_url")


def read(content):
    return message_from_bytes(content, policy=policy.default)


def test_a_letter_leaves_once_and_its_words_with_it(smtp, write_letter):
    letter = write_letter()

    leave(letter.pk)
    leave(letter.pk)

    [(people, content)] = smtp.got
    letter.refresh_from_db()
    assert people == ["lila@exemple.fr"]
    assert read(content)["Subject"] == "Bonjour"
    assert (letter.state, letter.attempts) == ("sent", 1)
    assert [getattr(letter, word) for word in WORDS] == [""] * len(WORDS)


def test_a_letter_that_is_no_more_is_left_alone(smtp, city):
    leave(10**9)

    assert smtp.got == []


def test_the_city_signs_and_the_person_can_unsubscribe(write_letter, city):
    letter = write_letter(unsubscribe_url="https://x.fr/stop/1", reply_to="ville@exemple.fr")

    message = message_of(letter)

    assert message["From"].startswith("Villeneuve <")
    assert message["To"] == "lila@exemple.fr"
    assert message["Reply-To"] == "ville@exemple.fr"
    assert message["List-Unsubscribe"] == "<https://x.fr/stop/1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["X-Agora-House"] == city.schema
    assert message["Message-ID"] == message_of(letter)["Message-ID"]
    assert message.get_body(("plain",)).get_content() == "Bonjour Lila\n"
    assert "Bonjour" in message.get_body(("html",)).get_content()


def test_a_letter_one_must_get_offers_no_unsubscription(write_letter):
    assert message_of(write_letter())["List-Unsubscribe"] is None


@pytest.fixture
def addresses(city):
    """Let this house say where its people are written to; the dict is by account."""
    known = {}
    told = Correspondence(
        address=lambda user: known.get(user.pk, ""),
        link=lambda user, path: f"https://ailleurs.fr{path}?{user.pk}",
    )
    with houses.lending(state(), told):
        yield known


def test_where_to_write_is_asked_again_when_the_letter_leaves(smtp, write_letter, addresses):
    moved, out = make_user(), make_user()
    addresses[moved.pk] = "nouvelle@exemple.fr"
    letters = [write_letter(user=moved), write_letter(user=out)]

    for letter in letters:
        leave(letter.pk)

    assert [people for people, _ in smtp.got] == [["nouvelle@exemple.fr"]]
    rows = [type(letter).objects.get(pk=letter.pk) for letter in letters]
    assert [row.state for row in rows] == ["sent", "dropped"]
    assert [getattr(rows[1], word) for word in WORDS] == [""] * len(WORDS)
    leave(letters[1].pk)
    assert len(smtp.got) == 1


def test_a_letter_to_a_plain_address_leaves_all_the_same(smtp, write_letter, addresses):
    leave(write_letter().pk)

    assert [people for people, _ in smtp.got] == [["lila@exemple.fr"]]


def test_an_account_that_changed_its_address_elsewhere_keeps_the_letter_s(smtp, write_letter):
    user = make_user()

    leave(write_letter(user=user).pk)

    assert [people for people, _ in smtp.got] == [["lila@exemple.fr"]]


def test_style_goes_to_the_elements_and_the_dark_variant_stays():
    html = inlined(
        "<html><head><style>p{color:#111}@media (prefers-color-scheme: dark){p{color:#eee}}"
        "</style></head><body><p>x</p></body></html>"
    )

    assert 'style="color' in html
    assert "prefers-color-scheme" in html


@pytest.mark.parametrize(
    ("stage", "answer"),
    [("RCPT", "451 later"), ("RCPT", "450 grey"), ("DATA", "451 later")],
)
def test_a_server_that_says_later_is_asked_later(smtp, write_letter, stage, answer):
    letter = write_letter()
    smtp.answers[stage] = answer

    for _ in range(2):
        with pytest.raises(MailDown):
            leave(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.subject) == ("waiting", 2, "Bonjour")
    assert letter.error.startswith("45")

    smtp.answers.clear()
    leave(letter.pk)
    assert len(smtp.got) == 1


@pytest.mark.parametrize(
    ("stage", "answer"), [("RCPT", "550 no such mailbox"), ("DATA", "554 no thanks")]
)
def test_a_server_that_says_never_is_not_asked_again(smtp, write_letter, stage, answer):
    letter = write_letter()
    smtp.answers[stage] = answer

    leave(letter.pk)
    smtp.answers.clear()
    leave(letter.pk)

    letter.refresh_from_db()
    assert smtp.got == []
    assert (letter.state, letter.to, letter.error) == ("refused", "", answer)


def test_a_server_that_is_down_loses_nothing(write_letter, settings):
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    letter = write_letter()

    with pytest.raises(MailDown):
        leave(letter.pk)

    letter.refresh_from_db()
    assert (letter.state, letter.text) == ("waiting", "Bonjour Lila\n")


def test_old_letters_are_forgotten_and_forgotten_ones_queued_again(write_letter):
    now = timezone.now()
    empty = dict.fromkeys(["to", "subject", "text", "html"], "")
    write_letter(state="sent", created_at=now - timedelta(100), **empty)
    recent = write_letter(state="sent", created_at=now - timedelta(10), **empty)
    late = write_letter(created_at=now - timedelta(100))
    fresh = write_letter()

    forget_old()

    left = OutgoingMail.objects.order_by("pk").values_list("pk", flat=True)
    assert list(left) == [recent.pk, late.pk, fresh.pk]
    assert [args["mail"] for name, args in pending() if name == "mail.send"] == [late.pk]
