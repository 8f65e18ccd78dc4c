"""The addresses of the site with those of asking and being told, wherever they are."""

from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as of_the_site

urlpatterns = [
    path("asking/", lambda request: HttpResponse(), name="ask"),
    path("telling/<slug:slug>/", lambda request, slug: HttpResponse(), name="tell_me"),
    *of_the_site,
]
