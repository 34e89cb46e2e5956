"""Addresses of the console, and of the city's identity."""

from django.urls import path

from tenants import views
from tenants.staff import club, identity

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
    path("villes/<slug:schema>/fonctions/<slug:name>/", views.switch, name="switch"),
    path("villes/<slug:schema>/etat/<slug:verb>/", views.move, name="move"),
]
staff_urlpatterns = [
    path("identite/", identity.edit_identity, name="identity"),
    path("club/", club.enter, name="club"),
]
