"""Address of the description; each slice adds its own below /api/v1/."""

from django.urls import path

from agora.api import readonly

urlpatterns = [
    path("api/v1/schema/", readonly.schema, name="schema"),
]
