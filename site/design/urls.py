from django.urls import path

from design import views

urlpatterns = [
    path("brand.css", views.brand_stylesheet, name="brand_stylesheet"),
]
