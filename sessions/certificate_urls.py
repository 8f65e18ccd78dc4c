from django.urls import path

from sessions.views import certificates, verifying

urlpatterns = [
    path("booking/<slug:token>/certificate.pdf", certificates.booking_certificate, name="booking_certificate"),
    path(
        "booking/<slug:token>/certificate/name/", certificates.booking_certificate_name, name="booking_certificate_name"
    ),
    path(
        "in/<slug:token>/done/<uuid:entry_key>/certificate.pdf", certificates.door_certificate, name="door_certificate"
    ),
    path(
        "in/<slug:token>/done/<uuid:entry_key>/certificate/name/",
        certificates.door_certificate_name,
        name="door_certificate_name",
    ),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<str:code>/", verifying.verify_code, name="verify_code"),
]
