"""The one page of the floor: 20 of 2,000 rows, newest first, one query."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tests.bench.floor.models import Idea


def ideas(request: HttpRequest) -> HttpResponse:
    """Twenty rows through an index, their authors by join."""
    rows = Idea.objects.select_related("author").order_by("-published_at")[:20]
    return render(request, "floor/list.html", {"ideas": rows})


urlpatterns = [path("", ideas)]
