"""Addresses of files."""

from django.urls import path

from agora.files import views

urlpatterns = [
    path("fichiers/<uuid:uid>/<str:name>", views.serve, name="serve"),
    path("fichiers/<uuid:uid>/<int:width>/<str:name>", views.serve_width, name="serve_width"),
]
