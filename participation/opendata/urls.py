"""Addresses of the slice."""

from django.urls import path

from participation.opendata import staff, views

urlpatterns = [path("reprise/<int:pk>/", views.absent_page, name="absent")]
staff_urlpatterns = [
    path("reprise/", staff.import_runs, name="runs"),
    path("reprise/<uuid:uid>/", staff.import_run, name="run"),
    path("reprise/<uuid:uid>/confirmer/", staff.confirm, name="confirm"),
]
