"""What the slices show a person of their own doings."""

from agora.accounts.registries import my_blocks
from tests.factories.contributions import make_contribution
from tests.factories.people import make_user, sign_in


def test_the_slices_fill_the_page_of_a_person():
    assert {"contributions", "drafts", "follows"} <= set(my_blocks)


def test_my_words_are_listed_even_hidden_at_a_fixed_cost(
    client, city, django_assert_max_num_queries
):
    me = make_user()
    sign_in(client, me)
    for number in range(6):
        make_contribution(author=me, title=f"Mon idée {number}")
    make_contribution(title="Celle d’un autre", author=make_user())

    client.get("/mon-espace/")
    with django_assert_max_num_queries(8):
        page = client.get("/mon-espace/").text

    assert "Mon idée 5" in page
    assert "Celle d’un autre" not in page
