"""`{% load ui %}`: components in templates."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.template import Context, Template
from django.test import RequestFactory


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_an_icon_is_hidden_from_those_who_hear_the_word_beside_it():
    assert 'aria-hidden="true"' in draw('{% icon "idea" %}')
    assert 'icons.svg#idea"' in draw('{% icon "idea" %}')
    assert 'icons.svg#person"' in draw('{% icon "user" %}')


def test_a_label_is_escaped():
    assert "<b>" not in draw("{% badge 'ok' label %}", label="<b>")


def test_an_empty_state_offers_one_next_action():
    html = draw("{% empty 'Personne n’a écrit' 'Osez.' '/x/' 'Écrire' %}")

    assert '<a class="btn" href="/x/">Écrire</a>' in html
    assert "<a" not in draw("{% empty 'Rien' %}")


def test_chips_say_that_they_remove():
    html = draw("{% chips filters %}", filters=[{"label": "banc", "url": "?"}])

    assert "Retirer le filtre" in html
    assert draw("{% chips filters %}", filters=[]).strip() == ""


def test_a_gauge_says_its_sentence():
    assert draw("{% gauge 8 12 'Points prêts' %}") == (
        '<progress max="12" value="8" aria-label="Points prêts">8 / 12</progress>'
    )


def test_a_query_keeps_the_other_filters_and_forgets_the_page():
    request = RequestFactory().get("/liste/?theme=a&page=3")

    assert draw("{% query tri='recent' %}", request=request) == "?theme=a&amp;tri=recent"
    assert draw("{% query theme=None %}", request=request) == "/liste/"
    assert draw("{% query a=1 %}") == "?a=1"
    assert draw("{% query a=None %}") == "?"


def test_nothing_is_written_for_nothing():
    assert draw("{{ x|nombre }}{{ x|euros }}{{ x|octets }}{{ x|jour }}{{ x|heure }}{{ x|moment }}"
                "{{ x|paragraphs }}", x=None) == ""  # fmt: skip
    assert draw("{% field nothing %}") == ""
    assert draw("{% pagination nothing %}").strip() == ""


def test_filters_write_french():
    assert draw("{{ n|nombre }} {{ d|jour:'long' }}", n=12400, d=date(2026, 10, 12)) == (
        "12\u202f400 12\u00a0octobre\u00a02026"
    )


def test_crumbs_are_drawn_only_with_a_step():
    request = RequestFactory().get("/gestion/x/")

    assert draw("{% crumbs %} {% endcrumbs %}") == ""
    assert 'href="/"' in draw("{% crumbs %}<li>A</li>{% endcrumbs %}")
    assert 'href="/gestion/"' in draw("{% crumbs %}<li>A</li>{% endcrumbs %}", request=request)


def test_an_undo_leads_only_to_our_own_host():
    def tagged(text):
        return draw("{{ m|undo_url }}", m=SimpleNamespace(extra_tags=text))

    assert tagged("undo:/idees/4/rendre/") == "/idees/4/rendre/"
    assert tagged("undo://ailleurs.fr/") == ""
    assert tagged("autre") == ""
    assert tagged(None) == ""


def test_filters_of_a_list_are_a_get_form_with_a_name():
    class Filters(forms.Form):
        q = forms.CharField(label="Chercher", required=False)
        theme = forms.MultipleChoiceField(
            label="Thème", choices=[("a", "Arbres")], widget=forms.CheckboxSelectMultiple
        )
        late = forms.BooleanField(label="En retard")
        kept = forms.CharField(widget=forms.HiddenInput)

    html = draw("{% include 'ui/filters.html' with label='Filtrer les idées' %}", form=Filters())

    assert 'method="get"' in html
    assert 'aria-label="Filtrer les idées"' in html
    assert html.count("Arbres") == 1
    assert html.count("En retard") == 1
    assert 'type="hidden"' in html


def test_a_letter_button_is_a_link_and_its_address():
    html = draw("{% mail_button 'https://x.fr/a' 'Lire' %}")

    assert '<td class="action"><a href="https://x.fr/a">Lire</a></td>' in html
    assert html.count("https://x.fr/a") == 2
