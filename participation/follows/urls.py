"""Addresses of following."""

from django.urls import path

from participation.follows import views

app_name = "follows"

urlpatterns = [
    path("concertations/<slug:slug>/suivre/", views.follow_consultation, name="consultation"),
    path("contributions/<int:pk>/suivre/", views.follow_contribution, name="contribution"),
    path("mon-espace/suivis/", views.mine, name="mine"),
]
