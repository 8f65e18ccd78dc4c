from django.urls import path

from sessions.views import own_training

urlpatterns = [
    path("my-training/", own_training.my_training, name="my_training"),
    path("my-training/sent/", own_training.my_training_sent, name="my_training_sent"),
    path("my-training/person/", own_training.my_training_person, name="my_training_person"),
    path("my-training/leave/", own_training.my_training_leave, name="my_training_leave"),
    path(
        "my-training/certificates/<slug:code>.pdf", own_training.my_training_certificate, name="my_training_certificate"
    ),
    path(
        "my-training/certificates/<slug:code>/name/",
        own_training.my_training_certificate_name,
        name="my_training_certificate_name",
    ),
    path("my-training/<slug:token>/", own_training.my_training_open, name="my_training_open"),
]
