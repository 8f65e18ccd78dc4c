from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path
from wagtail.urls import serve_pattern

from home import views
from home.sitemaps import AboutTraining, CoursesWithoutPage, PublicPages

sitemaps = {"pages": PublicPages, "courses": CoursesWithoutPage, "about training": AboutTraining}

urlpatterns = [
    path("which-training/", views.which_training, name="which_training"),
    path("which-training/<int:pk>/", views.pathway, name="pathway"),
    path("calendar/", views.calendars, name="calendars"),
    path("calendar/training.ics", views.calendar, name="calendar"),
    path("calendar/for/<slug:audience>.ics", views.calendar, name="calendar"),
    path("calendar/course/<slug:course>.ics", views.calendar, name="calendar"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": sitemaps}, name="sitemap"),
    re_path(serve_pattern, views.page, name="page"),
]
