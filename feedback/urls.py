from django.urls import path

from feedback.views import answering

urlpatterns = [
    path("feedback/thank-you/", answering.done, name="feedback_done"),
    path("feedback/what-now/", answering.whom_to_call, name="feedback_whom_to_call"),
    path("feedback/<slug:token>/", answering.feedback, name="feedback"),
]
