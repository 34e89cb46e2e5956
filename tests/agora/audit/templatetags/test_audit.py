from django.template import Context, Template

from agora.action import Line
from agora.audit.recorder import record
from tests.factories.people import make_user

TAG = Template("{% load audit %}{% history thing %}")


def test_the_tag_tells_the_life_of_an_object(city):
    lila = make_user(pseudonym="Lila")
    record([Line("test.done", lila, lila.reference, [lila.reference])])

    told = TAG.render(Context({"thing": lila}))

    assert "<strong>Lila</strong> test.done" in told


def test_an_object_nobody_touched_says_so(city):
    assert "Rien au journal" in TAG.render(Context({"thing": make_user()}))
