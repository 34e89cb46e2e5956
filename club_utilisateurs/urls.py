"""Addresses of the club's host. `entrance` stands without namespace: the kernel looks it up."""

from django.urls import path

from club_utilisateurs.views import entrance, home, people

entrance_urlpatterns = [
    path("compte/connexion/", entrance.by_ones_city, name="account_login"),
    path("compte/deconnexion/", entrance.sign_out, name="account_logout"),
]

coming_and_going = [
    path("entree/", entrance.enter, name="enter"),
    path("bienvenue/", people.welcome, name="welcome"),
    path("charte/", people.charter, name="charter"),
    path("moi/", people.me, name="me"),
    path("moi/quitter/", people.leave, name="leave"),
    path("au-revoir/<str:token>/", people.goodbye, name="goodbye"),
]

urlpatterns = [
    path("", home.home, name="home"),
    *coming_and_going,
]
