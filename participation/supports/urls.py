"""Addresses of the slice."""

from django.urls import path

from participation.supports import views

urlpatterns = [path("contributions/<int:pk>/soutenir/", views.support_contribution, name="support")]
