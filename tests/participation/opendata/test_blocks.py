"""What moving in adds to other pages."""

from django.contrib.auth.models import AnonymousUser

from participation.contributions.models import Contribution
from participation.opendata.blocks import component_url, missing, page_url
from tests.factories.consultations import make_consultation
from tests.participation.opendata.exports import comment_row, load, write


def request_of(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    return request


def test_a_consultation_born_here_asks_the_database_nothing(city, rf, django_assert_num_queries):
    page = make_consultation()

    with django_assert_num_queries(0):
        assert missing(request_of(rf), page) is None


def test_a_moved_in_consultation_lists_its_missing_pages(city, rf, client, tmp_path):
    load(
        write(tmp_path, "c.csv", [comment_row(1, on=9), comment_row(2, on=8), comment_row(3, on=8)])
    )
    most, least = Contribution.objects.filter(kind="absent").order_by("-comments_count")
    page = most.consultation

    assert missing(request_of(rf), page) == {"pages": [most, least]}
    assert client.get(page_url(most)).status_code == 200
    address, _hash, anchor = component_url(most.component).partition("#")
    assert f'id="{anchor}"' in client.get(address).text


def test_a_moved_in_consultation_that_lacks_nothing_has_no_block(city, rf):
    page = make_consultation(source="decidim:ville.fr:space:parc")

    assert missing(request_of(rf), page) is None
