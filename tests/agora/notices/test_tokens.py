from agora.context import enter
from agora.notices.tokens import read_token, stop_url
from tests.factories.people import make_user
from tests.harness.clients import outside


def token_of(person, kind):
    return stop_url(person, kind).split("/")[-2]


def test_a_link_names_a_person_and_a_kind(city):
    lila = make_user()

    assert read_token(token_of(lila, "test.news")) == (lila, "test.news")


def test_a_link_touched_names_nobody(city):
    token = token_of(make_user(), "test.news")

    for broken in ("", "x", token[:-1], f"x{token}", token.replace(":", "")):
        assert read_token(broken) is None


def test_the_link_of_one_city_names_nobody_in_another(city, other_city):
    lila = make_user()
    token = token_of(lila, "*")

    def there():
        with enter(other_city):
            make_user(uid=lila.uid)
            return read_token(token)

    assert outside(there) is None
    assert read_token(token) == (lila, "*")
