"""What letters say, to whom, and the link that stops them: over real SMTP and real HTTP."""

import re
from email import message_from_bytes, policy
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from agora.context import club
from agora.mail.departure import leave
from agora.mail.models import OutgoingMail
from agora.notices import announce
from agora.notices.delivery import deliver
from agora.notices.digest import send_digests
from agora.notices.models import Announcement, Notice, Preference
from club_utilisateurs.letters import LONGEST_EXCERPT, words_of, words_of_topic
from club_utilisateurs.models import Follow
from tenants.models import ClubGrant
from tests.factories.club import in_public, make_answer, make_topic
from tests.harness.clients import outside

CITY = "http://montclair.localhost:8000/gestion/club/?suite="


def inside(work):
    def there():
        with club():
            return work()

    return outside(there)


def tell(kind, about, by):
    announce(kind, about=about, by=by.account)
    deliver(Announcement.objects.latest("pk").pk)


@pytest.fixture
def letter(in_club, member_a, member_b):
    """Samira of Villeneuve asks Bastien's city; the letter waits."""
    topic = make_topic(member_a, asked_city_id=member_b.city_id, body="Bonjour.\n\nEt vous ?")
    tell("topic.asked", topic, member_a)
    return OutgoingMail.objects.get()


def test_a_letter_says_who_of_which_city_and_the_words(letter, member_b):
    topic = Notice.objects.get().announcement.about_id

    assert letter.to == member_b.mail
    assert letter.subject.startswith("Villeneuve pose une question à votre ville")
    assert "Samira Ould-Kaci, Villeneuve écrit" in letter.text
    assert "Bonjour.\n\nEt vous ?" in letter.text
    assert f"Répondre\u00a0: {CITY}/sujets/{topic}/%23repondre" in letter.text
    assert len(letter.html) < 100_000
    assert letter.html.count('class="button"') <= 1


def test_a_name_one_does_not_show_is_in_no_letter(in_club, member_a, member_b):
    member_a.shows_name = False
    member_a.save()
    topic = make_topic(member_a, asked_city_id=member_b.city_id)

    tell("topic.asked", topic, member_a)

    letter = OutgoingMail.objects.get()
    assert "Samira" not in letter.text + letter.html
    assert "Villeneuve écrit" in letter.text


def test_html_that_was_typed_is_shown_as_text(in_club, member_a, member_b):
    topic = make_topic(member_a, asked_city_id=member_b.city_id, body="<script>x</script> & co")

    tell("topic.asked", topic, member_a)

    assert "&lt;script&gt;x&lt;/script&gt; &amp; co" in OutgoingMail.objects.get().html


def test_long_words_are_cut_between_two_words(in_club, member_a):
    topic = make_topic(member_a, body="concertation " * 100)

    excerpt = words_of_topic(topic)["excerpt"]

    assert len(excerpt) <= LONGEST_EXCERPT + 4
    assert excerpt.endswith("concertation […]")


def test_a_topic_without_words_still_says_who(in_club, member_a):
    topic = make_topic(member_a)
    topic.posts.all().delete()

    assert words_of_topic(topic)["who"] == "Samira Ould-Kaci, Villeneuve"


def test_short_words_are_whole(in_club, member_a):
    assert words_of(make_topic(member_a).posts.get())["excerpt"] == "Comment faites-vous, vous ?"


def test_a_letter_still_waiting_when_its_member_is_out_never_leaves(letter, smtp, member_b):
    in_public(lambda: ClubGrant.objects.filter(staff_uid=member_b.staff_uid).update(active=False))

    leave(letter.pk)

    letter.refresh_from_db()
    assert smtp.got == []
    assert (letter.state, letter.text, letter.to) == ("dropped", "", "")


def test_a_letter_follows_the_address_of_the_last_pass(letter, smtp, member_b):
    type(member_b).objects.filter(pk=member_b.pk).update(mail="nouvelle@ville.exemple.fr")

    leave(letter.pk)

    assert [people for people, _ in smtp.got] == [["nouvelle@ville.exemple.fr"]]


def test_the_technical_address_of_an_account_is_never_written_to(letter, smtp, member_b):
    leave(letter.pk)

    [(people, content)] = smtp.got
    assert people == [member_b.mail]
    assert b"membre.invalid" not in content


def test_a_digest_puts_the_answers_of_a_topic_together(in_club, member_a, member_b):
    topic = make_topic(member_a, "La halle")
    Follow.objects.create(member=member_b, topic=topic)
    for _ in range(3):
        tell("post.answered", make_answer(topic, member_a), member_a)
    make_topic(member_a)

    assert send_digests() == 1

    letter = OutgoingMail.objects.get()
    assert "La halle\u00a0: 3 nouvelles" in letter.text
    assert f"{CITY}/sujets/{topic.pk}/%23message-4" in letter.text
    assert f"{CITY}/mon-espace/notifications/" in letter.text
    assert letter.unsubscribe_url.startswith("http://club.localhost:8000/desabonnement/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_one_post_to_the_link_of_a_letter_stops_it_without_session_nor_token(
    member_a, member_b, smtp, live_server
):
    def write():
        topic = make_topic(member_a, asked_city_id=member_b.city_id)
        tell("topic.asked", topic, member_a)
        leave(OutgoingMail.objects.get().pk)

    inside(write)
    [(_, content)] = smtp.got
    message = message_from_bytes(content, policy=policy.default)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = urlsplit(re.fullmatch(r"<(.+)>", message["List-Unsubscribe"])[1])
    assert link.hostname == "club.localhost"

    assert _asked(live_server, "GET", link.path)[0] == 200
    assert inside(Preference.objects.count) == 0  # mail scanners follow links
    status, page = _asked(live_server, "POST", link.path)

    assert status == 200
    assert "C’est fait" in page
    [wish] = inside(lambda: list(Preference.objects.values_list("user", "kind", "rhythm")))
    assert wish == (member_b.account_id, "topic.asked_of_city", "never")


def _asked(server, method, path):
    """Speak to the club's host as a mail reader does: no cookie, no token, no origin."""
    connection = HTTPConnection(server.thread.host, server.thread.port, timeout=20)
    body = "List-Unsubscribe=One-Click" if method == "POST" else None
    head = {"Host": "club.localhost", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body, head)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode()
    connection.close()
    return said
