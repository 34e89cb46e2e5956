"""Addresses: references, reports; the team's pages; the read API."""

from django.urls import path

from participation.contributions import api, staff, views

app_name = "contributions"

urlpatterns = [
    path("r/<path:reference>", views.resolve, name="resolve"),
    path("contributions/<int:pk>/", views.one, name="one"),
    path("contributions/<int:pk>/signaler/", views.report, name="report"),
    path("contributions/<int:pk>/retirer/", views.withdraw, name="withdraw"),
    path("contributions/<int:pk>/versions/", views.history, name="history"),
]

staff_urlpatterns = [
    path("contributions/", staff.contribution_list, name="list"),
    path("contributions/<int:pk>/", staff.detail, name="detail"),
    path("contributions/<int:pk>/masquer/", staff.hide, name="hide"),
    path("contributions/<int:pk>/retablir/", staff.restore, name="restore"),
    path("contributions/<int:pk>/garder/", staff.keep, name="keep"),
    path("contributions/<int:pk>/corriger/", staff.correct, name="correct"),
    path("contributions/<int:pk>/repondre/", staff.reply, name="reply"),
]

api_urlpatterns = api.urlpatterns
