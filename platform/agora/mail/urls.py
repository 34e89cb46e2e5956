"""Addresses of the demo's mailbox, on every host."""

from django.urls import path

from agora.mail import views

urlpatterns = [
    path("-/courrier/", views.mailbox_page, name="mailbox"),
    path("-/courrier/<slug:key>/", views.letter_page, name="letter"),
    path("-/courrier/<slug:key>/page", views.letter_html, name="letter_html"),
]
