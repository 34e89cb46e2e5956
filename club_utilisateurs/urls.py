"""Addresses of the club's host. `entrance` stands without namespace: the kernel looks it up."""

from django.urls import path

from club_utilisateurs.views import drafts, editing, entrance, home, marks, search, topics, writing

entrance_urlpatterns = [
    path("compte/connexion/", entrance.by_ones_city, name="account_login"),
]

reading = [
    path("sujets/", topics.topics, name="topics"),
    path("sujets/proches/", search.similar, name="similar"),
    path("sujets/<int:pk>/", topics.topic, name="topic"),
    path("recherche/", search.search, name="search"),
]

talking = [
    path("sujets/nouveau/", writing.ask, name="ask"),
    path("sujets/nouveau/brouillon/", drafts.keep_new, name="keep_new"),
    path("sujets/<int:pk>/repondre/", writing.answer, name="answer"),
    path("sujets/<int:pk>/brouillon/", drafts.keep_answer, name="keep_answer"),
    path("sujets/<int:pk>/suivre/", marks.follow, name="follow"),
    path("rubriques/<slug:slug>/suivre/", marks.follow_category, name="follow_category"),
    path("messages/<int:pk>/modifier/", editing.edit, name="edit"),
    path("messages/<int:pk>/versions/", editing.revisions, name="revisions"),
    path("messages/<int:pk>/retenir/", marks.accept, name="accept"),
    path("messages/<int:pk>/merci/", marks.thank, name="thank"),
    path("messages/<int:pk>/garder/", marks.keep, name="keep"),
    path("moi/gardes/", marks.kept, name="kept"),
    path("moi/abonnements/", marks.follows, name="follows"),
    path("moi/brouillons/", drafts.drafts, name="drafts"),
    path("moi/brouillons/<int:pk>/supprimer/", drafts.drop, name="drop_draft"),
    path("moi/brouillons/<int:pk>/reprendre/", drafts.bring_back, name="bring_back"),
]

urlpatterns = [
    path("", home.home, name="home"),
    *talking,
    *reading,
]
