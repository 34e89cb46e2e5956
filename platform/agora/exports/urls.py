"""Addresses: the lists below /gestion/ (namespace `exports_staff`), the API in words."""

from django.urls import path

from agora.exports import views

urlpatterns = [path("api/", views.api_page, name="api")]

staff_urlpatterns = [
    path("exports/", views.exports_page, name="list"),
    path("exports/<slug:key>.<slug:format>", views.download, name="download"),
]
