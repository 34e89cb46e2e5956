"""Addresses of exports, below /gestion/ (namespace `exports_staff`)."""

from django.urls import path

from agora.exports import views

staff_urlpatterns = [
    path("exports/", views.exports_page, name="list"),
    path("exports/<slug:key>.<slug:format>", views.download, name="download"),
]
