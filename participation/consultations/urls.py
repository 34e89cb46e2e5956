"""Addresses: residents' pages, the team's pages below /gestion/, the read API."""

from django.urls import path

from participation.consultations import api, views
from participation.consultations.staff import calendar, create, facts, lists, overview, team

app_name = "consultations"

urlpatterns = [
    path("", views.home, name="home"),
    path("concertations/", views.consultation_list, name="list"),
    path("concertations/flux.rss", views.feed, name="feed"),
    path("concertations/<slug:slug>/", views.detail, name="detail"),
    path("concertations/<slug:slug>/partager/", views.share, name="share"),
    path("concertations/<slug:slug>/integrer/", views.embed, name="embed"),
    path("concertations/<slug:slug>/flux.rss", views.consultation_feed, name="consultation_feed"),
    path("concertations/<slug:slug>/calendrier.ics", views.calendar, name="calendar"),
]

_ONE = "concertations/<slug:slug>"

staff_urlpatterns = [
    path("", overview.week, name="week"),
    path("concertations/", overview.staff_list, name="list"),
    path("concertations/nouvelle/", create.new, name="new"),
    path("concertations/listes/", lists.lists, name="lists"),
    path("concertations/listes/<slug:which>/", lists.add, name="list_add"),
    path("concertations/listes/<slug:which>/<int:pk>/", lists.edit, name="list_edit"),
    path("concertations/listes/<slug:which>/<int:pk>/retirer/", lists.remove, name="list_remove"),
    path(f"{_ONE}/", overview.tasks, name="detail"),
    path(f"{_ONE}/apercu/", overview.preview, name="preview"),
    path(f"{_ONE}/publier/", overview.publish, name="publish"),
    path(f"{_ONE}/annuler/", overview.cancel, name="cancel"),
    path(f"{_ONE}/restitution/", overview.restitute, name="restitute"),
    path(f"{_ONE}/archiver/", overview.archive, name="archive"),
    path(f"{_ONE}/fiche/<slug:part>/", facts.edit, name="facts"),
    path(f"{_ONE}/couverture/", facts.cover, name="cover"),
    path(f"{_ONE}/couverture/retirer/", facts.remove_cover, name="remove_cover"),
    path(f"{_ONE}/documents/", facts.documents, name="documents"),
    path(f"{_ONE}/documents/<int:pk>/retirer/", facts.remove_document, name="remove_document"),
    path(f"{_ONE}/liens/<int:pk>/retirer/", facts.remove_link, name="remove_link"),
    path(f"{_ONE}/liens/", facts.links, name="links"),
    path(f"{_ONE}/etapes/", calendar.phases, name="phases"),
    path(f"{_ONE}/etapes/nouvelle/", calendar.new_phase, name="new_phase"),
    path(f"{_ONE}/etapes/<int:pk>/", calendar.edit_phase, name="edit_phase"),
    path(f"{_ONE}/etapes/<int:pk>/deplacer/", calendar.move_phase, name="move_phase"),
    path(f"{_ONE}/etapes/<int:pk>/retirer/", calendar.remove_phase, name="remove_phase"),
    path(f"{_ONE}/modules/", calendar.components, name="components"),
    path(f"{_ONE}/modules/<slug:kind>/nouveau/", calendar.new_component, name="new_component"),
    path(f"{_ONE}/modules/<int:pk>/", calendar.edit_component, name="edit_component"),
    path(f"{_ONE}/modules/<int:pk>/retirer/", calendar.remove_component, name="remove_component"),
    path(f"{_ONE}/equipe/", team.team, name="team"),
    path(f"{_ONE}/equipe/<int:pk>/retirer/", team.remove_member, name="remove_member"),
]

api_urlpatterns = api.urlpatterns
