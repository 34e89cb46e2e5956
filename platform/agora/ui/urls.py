"""Addresses of what every page fetches."""

from django.urls import path, re_path

from agora.ui import staff, views

COLOUR = r"(?P<colour>[0-9a-f]{6})-(?P<revision>\d{1,3})"

urlpatterns = [
    re_path(rf"^theme-{COLOUR}\.css$", views.theme_sheet, name="theme"),
    re_path(rf"^icone-{COLOUR}\.svg$", views.tab_icon, name="icon"),
    re_path(r"^carte-(?P<version>[0-9a-f]{12})\.svg$", views.city_map, name="map"),
    path("favicon.ico", views.favicon, name="favicon"),
]
staff_urlpatterns = [
    path("kit/", staff.kit, name="kit"),
    path("kit/mails/", staff.mails, name="mails"),
    path("kit/mails/<path:name>", staff.mail, name="mail"),
]
