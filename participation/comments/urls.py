"""Addresses of the slice."""

from django.urls import path

from participation.comments import api, views

urlpatterns = [
    path("commentaires/<int:target>/", views.comment, name="comment"),
    path("commentaires/<int:pk>/retirer/", views.withdraw, name="withdraw"),
]
api_urlpatterns = api.api_urlpatterns
