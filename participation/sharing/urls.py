"""Addresses of sharing, all below /gestion/club/."""

from django.urls import path

from participation.sharing.staff import sheets

_SHEET = "club/fiches/<uuid:uid>"

staff_urlpatterns = [
    path("club/fiches/", sheets.sheets, name="sheets"),
    path("club/fiches/nouvelle/<slug:slug>/", sheets.begin, name="sheet_begin"),
    path(f"{_SHEET}/", sheets.write, name="sheet"),
    path(f"{_SHEET}/garder/", sheets.autosave, name="sheet_autosave"),
    path(f"{_SHEET}/chiffres/", sheets.figures, name="sheet_figures"),
    path(f"{_SHEET}/publier/", sheets.publish, name="sheet_publish"),
    path(f"{_SHEET}/retirer/", sheets.take_back, name="sheet_take_back"),
    path(f"{_SHEET}/remettre/", sheets.put_back, name="sheet_put_back"),
]
