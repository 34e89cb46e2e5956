"""Addresses of the town's pages; they do not change, whatever the language."""

from django.urls import path

from participation.pages import staff, views

urlpatterns = [
    path("charte/", views.charter, name="charter"),
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("guide/", views.guide, name="guide"),
    path("guide/<slug:slug>/", views.chapter, name="chapter"),
    path("page/<slug:slug>/", views.help_page, name="page"),
    path("plan-du-site/", views.site_map, name="site_map"),
]

staff_urlpatterns = [
    path("pages/", staff.pages_list, name="list"),
    path("pages/nouvelle/", staff.new_page, name="new"),
    path("pages/charte/nouvel-article/", staff.new_article, name="new_article"),
    path("pages/charte/<int:number>/", staff.edit_article, name="edit_article"),
    path("pages/charte/<int:number>/retirer/", staff.retire_article, name="retire_article"),
    path("pages/<slug:slug>/", staff.edit_page, name="edit"),
    path("pages/<slug:slug>/versions/<int:pk>/", staff.version, name="version"),
    path("pages/<slug:slug>/versions/<int:pk>/retablir/", staff.restore, name="restore"),
]
