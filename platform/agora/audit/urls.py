"""Addresses of the journal: `audit_staff:journal` in a city, `audit_provider:journal` at ours."""

from django.urls import path

from agora.audit import views

staff_urlpatterns = [path("journal/", views.journal_page, name="journal")]
provider_urlpatterns = [path("journal/", views.journal_page, name="journal")]
