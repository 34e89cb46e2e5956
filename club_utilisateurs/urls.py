"""Addresses of the club's host. `entrance` stands without namespace: the kernel looks it up."""

from django.urls import path

from club_utilisateurs.views import care, entrance, home, report

entrance_urlpatterns = [
    path("compte/connexion/", entrance.by_ones_city, name="account_login"),
]

looking_after = [
    path("messages/<int:pk>/signaler/", report.report, name="report"),
    path("moderation/", care.queue, name="care"),
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

urlpatterns = [
    path("", home.home, name="home"),
    *looking_after,
]
