from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path
from wagtail.urls import serve_pattern

from home import views
from home.sitemaps import CoursesWithoutPage, PublicPages

sitemaps = {"pages": PublicPages, "courses": CoursesWithoutPage}

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": sitemaps}, name="sitemap"),
    re_path(serve_pattern, views.page, name="page"),
]
