"""Addresses of the club's host. `entrance` stands without namespace: the kernel looks it up."""

from django.urls import path

from club_utilisateurs.views import entrance, home, sheets

entrance_urlpatterns = [
    path("compte/connexion/", entrance.by_ones_city, name="account_login"),
]

sharing = [
    path("fiches/", sheets.sheets, name="sheets"),
    path("fiches/<uuid:uid>/", sheets.sheet, name="sheet"),
]

urlpatterns = [
    path("", home.home, name="home"),
    *sharing,
]
