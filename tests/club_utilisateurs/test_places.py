"""Addresses of posts, and of pages that may not be served."""

import pytest

from club_utilisateurs.places import page_of, place, topic_at


@pytest.mark.parametrize(("number", "page"), [(0, 1), (1, 1), (50, 1), (51, 2), (101, 3)])
def test_fifty_posts_make_a_page(number, page):
    assert page_of(number) == page


def test_a_post_is_found_on_its_page_at_its_place():
    assert place("topic", 7) == "/sujets/7/"


def test_an_anchor_may_name_another_place_of_the_page():
    assert topic_at(7, 3) == "/sujets/7/#message-3"
    assert topic_at(7, 51) == "/sujets/7/?page=2#message-51"
    assert topic_at(7, 51, "non-lu") == "/sujets/7/?page=2#non-lu"


def test_a_page_that_is_not_served_has_no_address():
    assert place("page-of-nobody") == ""
