from django.urls import path

from licensing import views

urlpatterns = [
    path("", views.drivers, name="licensing_drivers"),
    path("drivers.xlsx", views.export, name="licensing_export"),
    path("drivers/<int:pk>/", views.driver, name="licensing_driver"),
    path("confirm/", views.confirm, name="licensing_confirm"),
    path("confirmations/<int:pk>/revoke/", views.revoke, name="licensing_revoke"),
]
