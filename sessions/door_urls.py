from django.urls import path

from sessions.views import door, headcount, screen, sheet

urlpatterns = [
    path("in/<slug:token>/", door.door, name="door"),
    path("in/<slug:token>/booked/", door.door_booked, name="door_booked"),
    path("in/<slug:token>/walk-in/", door.door_walk_in, name="door_walk_in"),
    path("in/<slug:token>/done/<uuid:entry_key>/", door.door_done, name="door_done"),
    path("register/<slug:token>/screen/", screen.screen, name="screen"),
    path("register/<slug:token>/screen/count/", screen.screen_count, name="screen_count"),
    path("register/<slug:token>/sheet/", screen.code_sheet, name="code_sheet"),
    path("register/<slug:token>/headcount/", headcount.headcount, name="register_headcount"),
    path("register/<slug:token>/sign-in.pdf", sheet.sign_in_sheet, name="register_sheet"),
]
