from django.urls import path

from sessions.views import asking

urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("training/<slug:slug>/tell-me/", asking.tell_me, name="tell_me"),
    path("training/<slug:slug>/tell-me/done/", asking.tell_me_done, name="tell_me_done"),
    path("request/<slug:token>/", asking.request_page, name="request"),
    path("request/<slug:token>/withdraw/", asking.request_withdraw, name="request_withdraw"),
]
