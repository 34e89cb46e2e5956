"""Address of the description; each slice adds its own below /api/v1/."""

from django.urls import path

from agora.api import views

urlpatterns = [
    path("api/v1/schema/", views.Schema.as_view(), name="schema"),
]
