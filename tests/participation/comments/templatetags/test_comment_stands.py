"""The bar of stands, with the sentence that says it."""

import pytest
from django.template import Context, Template

from participation.comments.models import Alignment
from participation.comments.templatetags.comment_stands import stands


def tally(yes, neutral, no):
    return {Alignment.FOR: yes, Alignment.NEUTRAL: neutral, Alignment.AGAINST: no}


def test_each_stand_takes_its_share_one_after_the_other():
    drawn = stands(tally(3, 1, 4))["parts"]

    assert [(part["label"], part["n"], part["x"], part["w"]) for part in drawn] == [
        ("pour", 3, "0.0%", "37.5%"),
        ("neutre ou sans avis", 1, "37.5%", "12.5%"),
        ("contre", 4, "50.0%", "50.0%"),
    ]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((3, 1, 4), "3 pour, 1 neutre ou sans avis et 4 contre."),
        ((0, 0, 1), "0 pour, 0 neutre ou sans avis et 1 contre."),
        ((2, 2, 0), "2 pour, 2 neutres ou sans avis et 0 contre."),
    ],
)
def test_the_sentence_says_what_the_bar_draws(counts, sentence):
    html = Template("{% load comment_stands %}{% stands tally %}").render(
        Context({"tally": tally(*counts)})
    )

    assert html.count(sentence) == 2  # read by eyes, and by ears
    assert html.count('height="20"/>') == sum(count > 0 for count in counts)
    assert "style=" not in html


def test_no_stand_at_all_draws_nothing_and_divides_nothing():
    assert {part["w"] for part in stands({})["parts"]} == {"0.0%"}
