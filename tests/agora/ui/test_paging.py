"""Lists cut in pages, numbered in the URL."""

import pytest
from django.test import RequestFactory

from agora.ui.paging import DEEPEST, paginate


def request(query=""):
    return RequestFactory().get(f"/liste/{query}")


def numbers(page):
    return [link[0] if link else None for link in page.links]


def test_the_first_page_is_shown_when_the_url_names_none():
    page = paginate(range(45), request(), per_page=20)

    assert list(page) == list(range(20))
    assert (page.number, page.pages, page.total) == (1, 3, 45)
    assert (page.first_index, page.last_index) == (1, 20)
    assert (page.has_previous, page.has_next) == (False, True)


@pytest.mark.parametrize("typed", ["999", "12345678"])
def test_a_number_beyond_the_end_gives_the_last_page(typed):
    page = paginate(range(45), request(f"?page={typed}"), per_page=20)

    assert list(page) == [40, 41, 42, 43, 44]
    assert not page.has_next


@pytest.mark.parametrize("typed", ["", "0", "-1", "abc", "²", "1e9", "1; DROP", "9" * 40])
def test_nonsense_gives_the_first_page(typed):
    assert paginate(range(45), request(f"?page={typed}"), per_page=20).number == 1


def test_filters_are_kept_from_page_to_page():
    page = paginate(range(100), request("?theme=a&theme=b&page=2"), per_page=20)

    assert page.url(3) == "?theme=a&theme=b&page=3"
    assert page.url(1) == "?theme=a&theme=b"
    assert (page.previous_url, page.next_url) == (page.url(1), page.url(3))


def test_the_first_page_without_filter_is_the_list_itself():
    assert paginate(range(100), request("?page=2")).url(1) == "/liste/"


def test_an_empty_list_has_one_page_with_nothing():
    page = paginate([], request("?page=4"))

    assert (len(page), page.pages, page.number) == (0, 1, 1)
    assert (page.first_index, page.last_index) == (0, 0)
    assert not page


def test_links_name_the_ends_and_the_neighbours():
    assert numbers(paginate(range(100), request("?page=5"), per_page=10)) == [
        1, None, 4, 5, 6, None, 10,
    ]  # fmt: skip
    assert numbers(paginate(range(100), request(), per_page=10)) == [1, 2, None, 10]


def test_a_gap_of_one_is_filled():
    assert numbers(paginate(range(50), request("?page=3"), per_page=10)) == [1, 2, 3, 4, 5]
    assert numbers(paginate(range(70), request("?page=4"), per_page=10)) == [1, 2, 3, 4, 5, 6, 7]


def test_nobody_leafs_through_millions():
    assert paginate(range(10**7), request("?page=999999"), per_page=20).pages == DEEPEST // 20


def test_two_lists_on_a_page_have_their_own_numbers():
    page = paginate(range(100), request("?page=4&autres=2"), per_page=10, name="autres")

    assert page.number == 2
    assert page.url(3) == "?page=4&autres=3"


def test_a_list_costs_two_queries(city, django_assert_num_queries, django_user_model):
    with django_assert_num_queries(1):  # nobody: the count is enough
        paginate(django_user_model.objects.order_by("pk"), request())
