"""Addresses of the console, and of the city's identity."""

from django.urls import path

from tenants import views
from tenants.staff import card, club, identity, shared

urlpatterns = [
    path("", views.cities, name="cities"),
    path("villes.<slug:format>", views.export, name="export"),
    path("club/", club.enter_as_team, name="club"),
    path("parc/versions/", views.versions, name="versions"),
    path("villes/nouvelle/", views.open_city, name="open"),
    path("villes/<slug:schema>/", views.city, name="city"),
    path("villes/<slug:schema>/reprendre/", views.resume, name="resume"),
    path("villes/<slug:schema>/modifier/", views.change, name="change"),
    path("villes/<slug:schema>/adresse/", views.host, name="host"),
    path("villes/<slug:schema>/adresses/nouvelle/", views.add_host, name="add_host"),
    path(
        "villes/<slug:schema>/adresses/<int:number>/<slug:verb>/",
        views.change_address,
        name="address",
    ),
    path("villes/<slug:schema>/fonctions/<slug:name>/", views.switch, name="switch"),
    path("villes/<slug:schema>/etat/<slug:verb>/", views.move, name="move"),
]
staff_urlpatterns = [
    path("identite/", identity.edit_identity, name="identity"),
    path("club/", club.enter, name="club"),
    path("club/fiche/", card.card, name="card"),
    path("club/partage/", shared.shared, name="shared"),
    path("club/partage/retirer/", shared.withdraw, name="shared_withdraw"),
    path("club/partage/remettre/", shared.restore, name="shared_restore"),
    path("club/partage/actualiser/", shared.refresh, name="shared_refresh"),
]
