"""The read API of contributions."""

from tests.factories.consultations import make_component
from tests.factories.contributions import make_contribution


def test_lists_are_filtered_and_cost_the_same_at_any_length(
    client, city, django_assert_max_num_queries
):
    component = make_component()
    for _ in range(5):
        make_contribution(component)
    make_contribution(kind="comment")

    with django_assert_max_num_queries(6):
        answer = client.get(f"/api/v1/contributions/?component={component.pk}")

    assert answer.text.count('"reference"') == 5
    assert client.get("/api/v1/contributions/?component=zzz").status_code == 400
