"""What invented residents answer, and what the city answers them."""

import pytest

from agora.ui.words import clean_text
from participation.comments.forms import MOST
from participation.demo import comments as said
from participation.proposals.models import AnswerState

LISTS = ("FOR", "NEUTRAL", "AGAINST", "MORE", "REPLIES", "POST_ITS")
SPOKEN = {name: getattr(said, name) for name in LISTS}


@pytest.mark.parametrize("name", SPOKEN)
def test_sentences_are_told_apart_and_taken_as_they_are(name):
    texts = SPOKEN[name]

    assert len(set(texts)) == len(texts)
    assert [clean_text(text) for text in texts] == texts


def test_the_longest_comment_passes_the_form():
    openings = [*said.FOR, *said.NEUTRAL, *said.AGAINST, *said.REPLIES]

    assert max(map(len, openings)) + 1 + max(map(len, said.MORE)) <= MOST


def test_no_sentence_takes_two_stands():
    assert not set(said.FOR) & set(said.AGAINST)
    assert not set(said.NEUTRAL) & {*said.FOR, *said.AGAINST}


def test_the_city_answers_in_every_way_it_can():
    states = {state for state, _text in said.ANSWERS}

    assert states == set(AnswerState.values) - {"none"}
    assert len({text for _state, text in said.ANSWERS}) == len(said.ANSWERS)


def test_a_workshop_finds_nine_notes_to_pin():
    assert len(said.POST_ITS) >= 9
