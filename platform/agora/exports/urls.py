"""Addresses of exports, below /gestion/."""

from django.urls import path

from agora.exports import views

app_name = "exports"
staff_urlpatterns = [
    path("exports/", views.exports_page, name="list"),
    path("exports/<slug:key>.<slug:format>", views.download, name="download"),
]
urlpatterns = staff_urlpatterns
