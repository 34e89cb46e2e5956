"""Addresses of sharing, all of them below /gestion/."""

from django.urls import path, re_path

from participation.sharing.staff import blueprints, taking

_OURS = "club/modeles"

staff_urlpatterns = [
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
