"""Hung before the sign-in pages that Wagtail brings along, at /admin/ and /_util/, so that none of them is reached."""

from django.urls import path

from people import views

urlpatterns = [path("login/", views.one_door)]
