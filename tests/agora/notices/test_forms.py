from agora.notices.forms import RhythmsForm
from agora.notices.models import Preference
from tests.factories.people import make_user


def test_the_form_shows_what_was_chosen(city, news):
    lila = make_user()
    Preference.objects.create(user=lila, kind="test.news", rhythm="never")

    form = RhythmsForm(person=lila)

    assert form.fields["test.news"].initial == "never"
    assert form.fields["test.daily"].initial == "daily"
    assert "test.must" not in form.fields
