"""Addresses of the slice."""

from django.urls import path

from participation.meetings import api, staff, views

urlpatterns = [
    path("reunions/", views.agenda, name="agenda"),
    path("reunions/agenda.ics", views.agenda_ics, name="agenda_ics"),
    path("reunions/<int:pk>/", views.meeting, name="detail"),
    path("reunions/<int:pk>/agenda.ics", views.ics, name="ics"),
    path("concertations/<slug:slug>/reunions/<int:component>/", views.in_module, name="module"),
]
staff_urlpatterns = [
    path("reunions/", staff.meetings, name="list"),
    path("reunions/nouvelle/<slug:slug>/<int:component>/", staff.plan, name="plan"),
    path("reunions/<int:pk>/", staff.change, name="change"),
    path("reunions/<int:pk>/fiche/", staff.sheet, name="sheet"),
    path("reunions/<int:pk>/compte-rendu/", staff.minutes, name="minutes"),
]
api_urlpatterns = api.api_urlpatterns
