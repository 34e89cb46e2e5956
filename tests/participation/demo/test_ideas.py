"""What invented residents propose."""

import string

from agora.ui.words import clean_line, clean_text
from participation.demo.ideas import PLACES, SUBJECTS
from participation.proposals.forms import IdeaForm
from tests.factories.consultations import make_component

STEMS = [(title, body) for stems in SUBJECTS.values() for title, body in stems]


def test_only_the_place_is_left_to_fill():
    for title, body in STEMS:
        for _text, name, _spec, _way in string.Formatter().parse(title + body):
            assert name in {None, "l"}, title


def test_no_idea_is_written_twice():
    assert len({title for title, _body in STEMS}) == len(STEMS)
    assert len({body for _title, body in STEMS}) == len(STEMS)


def test_every_subject_has_enough_to_say():
    assert {key: len(stems) for key, stems in SUBJECTS.items() if len(stems) < 8} == {}


def test_each_idea_is_one_that_the_form_would_take(city):
    place, component = max(PLACES, key=len), make_component()
    for title, body in STEMS:
        typed = {"title": title.format(l=place), "body": body.replace("{l}", place)}
        form = IdeaForm(typed, component=component)
        form.is_valid()
        assert not {"title", "body"} & set(form.errors), title
        assert clean_line(title) == title
        assert clean_text(body) == body


def test_places_are_named_once():
    assert len(set(PLACES)) == len(PLACES)
