"""Addresses of the club's host. `entrance` stands without namespace: the kernel looks it up."""

from django.urls import path

from club_utilisateurs.views import (
    blueprints,
    care,
    categories,
    cities,
    drafts,
    editing,
    entrance,
    home,
    marks,
    people,
    report,
    search,
    sheets,
    topics,
    writing,
)

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

looking_after = [
    path("messages/<int:pk>/signaler/", report.report, name="report"),
    path("moderation/", care.queue, name="care"),
    path("moderation/rubriques/", categories.categories, name="categories"),
    path("moderation/rubriques/<slug:slug>/", categories.category, name="category"),
    path("moderation/journal/", report.journal, name="journal"),
    path("moderation/messages/<int:pk>/", care.post, name="care_post"),
    path("moderation/messages/<int:pk>/retablir/", care.show_post, name="show_post"),
    path("moderation/messages/<int:pk>/classer/", care.keep_post, name="keep_post"),
    path("moderation/messages/<int:pk>/rouvrir/", care.reopen_reports, name="reopen_reports"),
    path("moderation/sujets/<int:pk>/", care.topic, name="care_topic"),
    path("moderation/sujets/<int:pk>/deplacer/", care.move_topic, name="move_topic"),
    path("moderation/sujets/<int:pk>/deplacer/<slug:slug>/", care.move_topic, name="move_back"),
    path("moderation/sujets/<int:pk>/fermer/", care.lock_topic, name="lock_topic"),
    path("moderation/sujets/<int:pk>/rouvrir/", care.unlock_topic, name="unlock_topic"),
    path("moderation/<slug:word>/<uuid:uid>/", care.shared, name="care_shared"),
    path("moderation/<slug:word>/<uuid:uid>/retablir/", care.show_shared, name="show_shared"),
]

sharing = [
    path("fiches/", sheets.sheets, name="sheets"),
    path("fiches/<uuid:uid>/", sheets.sheet, name="sheet"),
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
    path("annuaire/", cities.cities, name="cities"),
    path("annuaire/<int:city_id>/", cities.city, name="city"),
    path("", home.home, name="home"),
    *talking,
    *reading,
    *coming_and_going,
    *looking_after,
    *sharing,
    *library,
]
