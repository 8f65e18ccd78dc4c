from django.contrib.sitemaps.views import sitemap
from django.urls import path

from home import views
from home.sitemaps import CoursesWithoutPage, PublicPages, WhichTraining

sitemaps = {"pages": PublicPages, "courses": CoursesWithoutPage, "which training": WhichTraining}

urlpatterns = [
    path("which-training/", views.which_training, name="which_training"),
    path("which-training/<int:pk>/", views.pathway, name="pathway"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": sitemaps}, name="sitemap"),
]
