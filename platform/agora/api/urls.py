"""Addresses of the API itself; each slice adds its own below /api/v1/."""

from django.urls import path

from agora.api import views

urlpatterns = [
    path("api/", views.explained, name="explained"),
    path("api/v1/schema/", views.Schema.as_view(), name="schema"),
]
