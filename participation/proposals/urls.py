"""Addresses of the slice."""

from django.urls import path

from participation.proposals import api, staff
from participation.proposals.views import dropping, mapped, reading, writing

IN = "concertations/<slug:slug>/propositions/<int:component>/"
DRAFT = "propositions/brouillons/<uuid:uid>/"

urlpatterns = [
    path(IN, reading.proposals, name="list"),
    path(f"{IN}points/", mapped.points, name="points"),
    path(f"{IN}nouvelle/", writing.begin, name="new"),
    path(f"{IN}proches/", writing.look_alike, name="similar"),
    path(f"{IN}garder/", writing.autosave, name="autosave"),
    path(DRAFT, writing.idea, name="idea"),
    path(f"{DRAFT}lieu/", writing.place, name="place"),
    path(f"{DRAFT}signature/", writing.sign, name="sign"),
    path(f"{DRAFT}garde/", writing.kept, name="kept"),
    path(f"{DRAFT}jeter/", dropping.drop, name="drop"),
    path(f"{DRAFT}reprendre/", dropping.bring_back, name="bring_back"),
    path("propositions/<int:pk>/", reading.proposal, name="detail"),
]
staff_urlpatterns = [
    path("propositions/", staff.proposals, name="list"),
    path("propositions/<int:pk>/", staff.answer, name="answer"),
    path("propositions/<int:pk>/etapes/", staff.add_step, name="add_step"),
    path(
        "propositions/<int:pk>/etapes/<int:number>/retirer/", staff.remove_step, name="remove_step"
    ),
    path("propositions/saisie/<slug:slug>/<int:component>/", staff.note, name="note"),
]
api_urlpatterns = api.api_urlpatterns
