"""Addresses of the slice."""

from django.urls import path

from participation.debates import api, staff, views

urlpatterns = [
    path("concertations/<slug:slug>/debats/<int:component>/", views.debates, name="list"),
    path("debats/<int:pk>/", views.debate, name="detail"),
]
staff_urlpatterns = [
    path("debats/nouveau/<slug:slug>/<int:component>/", staff.ask, name="ask"),
    path("debats/<int:pk>/", staff.edit, name="edit"),
    path("debats/<int:pk>/conclure/", staff.conclude, name="conclude"),
]
api_urlpatterns = api.api_urlpatterns
