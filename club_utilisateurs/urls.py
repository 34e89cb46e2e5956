"""Addresses of the club's host. `entrance` stands without namespace: the kernel looks it up."""

from django.urls import path

from club_utilisateurs.views import cities, entrance, home

entrance_urlpatterns = [
    path("compte/connexion/", entrance.by_ones_city, name="account_login"),
]

urlpatterns = [
    path("annuaire/", cities.cities, name="cities"),
    path("annuaire/<int:city_id>/", cities.city, name="city"),
    path("", home.home, name="home"),
]
