from django.urls import path

from sessions.views import door, screen

urlpatterns = [
    path("in/<str:token>/", door.door, name="door"),
    path("in/<str:token>/booked/", door.door_booked, name="door_booked"),
    path("in/<str:token>/walk-in/", door.door_walk_in, name="door_walk_in"),
    path("in/<str:token>/done/<uuid:entry_key>/", door.door_done, name="door_done"),
    path("register/<str:token>/screen/", screen.screen, name="screen"),
    path("register/<str:token>/screen/count/", screen.screen_count, name="screen_count"),
    path("register/<str:token>/sheet/", screen.code_sheet, name="code_sheet"),
]
