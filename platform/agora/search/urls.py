"""Public address of search."""

from django.urls import path

from agora.search import views

urlpatterns = [path("recherche/", views.search_page, name="results")]
