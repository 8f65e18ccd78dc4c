from django.urls import include, path

from people import views

urlpatterns = [
    path("start/", views.staff_start, name="staff_start"),
    path("", include("allauth.urls")),
]
