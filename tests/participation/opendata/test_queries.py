"""Where old addresses lead, which pages are missing, which imports there were."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from agora.context import enter
from participation.contributions.models import Contribution
from participation.opendata.models import ImportFile, ImportRun, OldAddress
from participation.opendata.queries import destination, missing_pages, page_of, run_or_404, runs
from tests.factories.consultations import make_consultation
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff
from tests.factories.tools import make_proposal
from tests.participation.opendata.exports import comment_row, load, proposal_row, write

PATH = "/processes/parc/f/11/proposals/5"


def old(host, path, **to):
    return OldAddress.objects.create(host=host, path=path, **to)


def test_an_address_leads_to_its_page_and_to_its_comment(city, tmp_path):
    load(
        write(tmp_path, "p.csv", [proposal_row(5)]),
        write(tmp_path, "c.csv", [comment_row(1, on=5)]),
    )
    page = f"/propositions/{Contribution.objects.get(kind='proposal').pk}/"
    said = Contribution.objects.get(kind="comment")

    assert destination("parole.exemple.fr", PATH) == page
    assert destination("PAROLE.exemple.fr", f"{PATH}/") == page
    assert destination("villeneuve.localhost", PATH) == page
    assert destination("x", PATH, "1") == f"{page}#c{said.pk}"
    for comment in ("2", "1'--", "1" * 13):
        assert destination("x", PATH, comment) == page


def test_the_same_path_on_two_former_sites_is_told_apart_by_the_host(city):
    here, there = make_proposal(), make_proposal()
    old("ville.fr", PATH, contribution=here)
    old("autre.fr", PATH, contribution=there)

    assert destination("ville.fr", PATH) == page_of(here)
    assert destination("autre.fr", PATH) == page_of(there)
    assert destination("villeneuve.localhost", PATH) is None


def test_an_address_of_a_space_leads_to_its_consultation(city):
    page = make_consultation()
    old("ville.fr", "/processes/parc", consultation=page)

    assert destination("ville.fr", "/processes/parc") == page.get_absolute_url()


def test_an_address_leads_nowhere_where_nobody_had_it(cities, db):
    with enter(cities["villeneuve"]):
        old("ville.fr", PATH, contribution=make_proposal())
        assert destination("ville.fr", "/processes/parc") is None
    with enter(cities["montclair"]):
        assert destination("ville.fr", PATH) is None


def test_words_of_a_kind_since_removed_are_found_by_their_reference(city):
    word = make_contribution(kind="petition")

    assert page_of(word) == f"/r/{word.reference}"


def test_missing_pages_come_most_commented_first_and_hidden_ones_do_not(city):
    page = make_consultation()
    few, many, hidden = (
        make_proposal(consultation=page, comments_count=count) for count in (1, 5, 9)
    )
    Contribution.objects.update(kind="absent")
    Contribution.objects.filter(pk=hidden.pk).update(status="withdrawn")
    make_proposal(consultation=page)

    assert list(missing_pages(AnonymousUser(), page)) == [many, few]


def test_runs_come_newest_first_at_a_fixed_cost(city, django_assert_num_queries):
    for number in range(3):
        run = ImportRun.objects.create(created_by=make_staff())
        ImportRun.objects.filter(pk=run.pk).update(
            created_at=run.created_at - timedelta(days=number)
        )
        ImportFile.objects.create(run=run, name=f"{number}.csv", key="k", size=1)

    with django_assert_num_queries(2):
        found = [(run.created_by.pk, run.files.all()[0].name) for run in runs()]

    assert [name for _author, name in found] == ["0.csv", "1.csv", "2.csv"]


def test_a_run_of_another_city_does_not_exist_here(cities, db):
    with enter(cities["montclair"]):
        theirs = ImportRun.objects.create()
    with enter(cities["villeneuve"]):
        mine = ImportRun.objects.create()

        assert run_or_404(mine.uid) == mine
        for uid in (theirs.uid, uuid4()):
            with pytest.raises(Http404):
                run_or_404(uid)
