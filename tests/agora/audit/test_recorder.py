from django.contrib.auth.models import AnonymousUser

from agora.action import Line
from agora.audit.models import Entry
from agora.audit.recorder import record, signature_of
from agora.context import public
from agora.context.trace import traced
from agora.rules import SYSTEM
from tests.factories.people import make_staff, make_user, sign_in


class Operator:
    is_authenticated = is_operator = True
    pk = 3

    def __str__(self):
        return "Dominique"


def test_people_sign_by_number_and_the_others_by_kind(city):
    user = make_user()

    assert signature_of(user) == ("person", user.pk, "")
    assert signature_of(SYSTEM) == ("system", None, "")
    assert signature_of(AnonymousUser()) == ("nobody", None, "")


def test_operators_visiting_a_city_sign_by_name(city):
    assert signature_of(Operator()) == ("operator", None, "Dominique")


def test_operators_at_home_sign_by_number(db):
    with public():
        assert signature_of(Operator()) == ("person", 3, "")


def test_a_line_says_in_which_request_it_was_written(city):
    with traced("abc"):
        record([Line("test.done", SYSTEM, "a:1", ["a:1", "b:2"])])
    record([Line("test.alone", SYSTEM, "", [])])

    assert Entry.objects.get(verb="test.done").trace == "abc"
    assert Entry.objects.get(verb="test.alone").trace == ""


def test_the_lines_of_one_request_share_its_name(client, city):
    sign_in(client, make_staff("director"))
    client.post("/mon-espace/notifications/lues/")
    client.post("/mon-espace/notifications/lues/")

    first, second = Entry.objects.filter(verb="notices.read").values_list("trace", flat=True)
    assert len(first) == len(second) == 32
    assert first != second
