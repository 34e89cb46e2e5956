"""The SQL side of search: same folding as Python, French stems, phrases, synonyms."""

import unicodedata

import pytest
from django.db import connection

from agora.search.fold import Fold, fold, fold_sql
from agora.search.vector import SearchColumn, similar_query, words_query
from participation.pages.models import Page, PageKind


@pytest.fixture
def write(city):
    """Put a page online."""

    def make(title, body=""):
        return Page.objects.create(
            slug=fold(title).replace(" ", "-")[:60],
            title=title,
            body=body,
            kind=PageKind.HELP,
            published=True,
        )

    return make


def found(terms):
    return sorted(
        Page.objects.filter(search__matches=words_query(terms)).values_list("title", flat=True)
    )


def test_sql_folds_like_python(city):
    letters = [chr(n) for n in range(1, 0x3000) if unicodedata.category(chr(n)) not in ("Cn", "Cs")]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT x, {fold_sql('x')} FROM unnest(%s::text[]) x", [letters])
        folded = dict(cursor.fetchall())

    assert {letter: fold(letter) for letter in letters} == folded


def test_folding_is_also_an_expression(write):
    write("Cœur d’Été")

    assert Page.objects.annotate(flat=Fold("title")).get().flat == "coeur d’ete"


@pytest.mark.parametrize(
    "terms", ["ecole", "École", "ÉCOLES", "l’école", "cantine ecoles", "\x00école"]
)
def test_accents_plurals_and_case_do_not_matter(write, terms):
    write("La cantine de l’École")

    assert found(terms) == ["La cantine de l’École"]


def test_all_words_are_wanted_quotes_make_a_phrase_and_minus_leaves_out(write):
    write("Un banc au parc")
    write("Le parc des bancs verts")

    assert found("banc parc") == ["Le parc des bancs verts", "Un banc au parc"]
    assert found('"banc au parc"') == ["Un banc au parc"]
    assert found("parc -vert") == ["Un banc au parc"]
    assert found("parc fontaine") == []


def test_french_quotes_dashes_and_spaces_part_words(write):
    write("Le projet «\u00a0Jardin\u00a0»", "L’arbre – bleu… et l’eau\u202f!")

    assert found("jardin arbre bleu eau") == ["Le projet «\u00a0Jardin\u00a0»"]
    assert found("«\u00a0arbre bleu\u00a0»") == ["Le projet «\u00a0Jardin\u00a0»"]
    assert found("«\u00a0bleu arbre\u00a0»") == []


def test_words_that_mean_the_same_find_each_other(write):
    write("Des pistes cyclables")
    write("Le vélo en ville")

    assert found("vélo") == ["Des pistes cyclables", "Le vélo en ville"]
    assert found("vélos ville") == ["Le vélo en ville"]
    assert found('"vélo"') == ["Le vélo en ville"]


@pytest.mark.parametrize("terms", ["&|!()<->:*", "' OR 1=1 --", '"', "a" * 5000, "-", "\u202e"])
def test_nothing_typed_breaks_the_query(write, terms):
    write("Un banc")

    assert found(terms) == []


def test_similar_titles_share_a_word(write):
    write("Un banc au parc")
    write("Une fontaine")
    close = Page.objects.filter(search__matches=similar_query("Des bancs partout"))

    assert [page.title for page in close] == ["Un banc au parc"]


def test_the_vector_itself_never_travels(write):
    assert write("Un banc").search is None or Page.objects.get().search is None


def test_a_search_column_survives_being_copied_by_migrations():
    column = SearchColumn("title", "body")
    _, path, args, kwargs = column.clone().deconstruct()

    assert (path, args, kwargs) == (
        "agora.search.vector.SearchColumn",
        ["title", "body"],
        {"blank": True, "editable": False},
    ) or (path, args) == ("agora.search.vector.SearchColumn", ["title", "body"])
