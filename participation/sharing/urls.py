"""Addresses of sharing, all of them below /gestion/."""

from django.urls import path, re_path

from participation.sharing.staff import blueprints, sheets, taking

_OURS = "club/modeles"
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
    path(f"{_OURS}/", blueprints.blueprints, name="blueprints"),
    path(f"{_OURS}/proposer/<slug:slug>/", blueprints.share, name="share_blueprint"),
    path(f"{_OURS}/<uuid:uid>/retirer/", blueprints.withdraw, name="withdraw_blueprint"),
    path(
        f"{_OURS}/<uuid:uid>/<int:version>.agora-modele",
        blueprints.download,
        name="blueprint_file",
    ),
    path("modeles/fichier/", taking.take_file, name="take_file"),
    re_path(r"^modeles/fichier/(?P<name>[0-9a-f]{64})/$", taking.take_kept, name="take_kept"),
    path("modeles/<uuid:uid>/<int:version>/", taking.take, name="take"),
]
