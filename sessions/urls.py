from django.urls import include, path

urlpatterns = [
    path("", include("sessions.booking_urls")),
    path("", include("sessions.asking_urls")),
    path("", include("sessions.door_urls")),
    path("", include("sessions.certificate_urls")),
    path("", include("sessions.training_urls")),
]
