"""Addresses of the club's host. `entrance` stands without namespace: the kernel looks it up."""

from django.urls import path

from club_utilisateurs.views import blueprints, entrance, home

entrance_urlpatterns = [
    path("compte/connexion/", entrance.by_ones_city, name="account_login"),
]

library = [
    path("modeles/", blueprints.blueprints, name="blueprints"),
    path("modeles/<uuid:uid>/", blueprints.blueprint, name="blueprint"),
    path("modeles/<uuid:uid>/<int:version>/utiliser/", blueprints.use, name="use_blueprint"),
    path(
        "modeles/<uuid:uid>/<int:version>.agora-modele", blueprints.download, name="blueprint_file"
    ),
]

urlpatterns = [
    path("", home.home, name="home"),
    *library,
]
