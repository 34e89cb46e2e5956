"""Addresses of notices, in every house."""

from django.urls import path

from agora.notices import views

urlpatterns = [
    path("mon-espace/notifications/", views.notices_page, name="list"),
    path("mon-espace/notifications/lues/", views.read_all, name="read_all"),
    path("mon-espace/notifications/preferences/", views.preferences, name="preferences"),
    path("mon-espace/notifications/<int:pk>/", views.open_notice, name="open"),
    path("desabonnement/<str:token>/", views.stop, name="stop"),
]
