from django.urls import path

from sessions.room_secrets import CODE_SHEET, SCREEN
from sessions.views import door, headcount, leaving, register, screen, sheet

urlpatterns = [
    path("in/", door.door_typed, name="door_typed"),
    path("in/<slug:token>/", door.door, name="door"),
    path("in/<slug:token>/booked/", door.door_booked, name="door_booked"),
    path("in/<slug:token>/walk-in/", door.door_walk_in, name="door_walk_in"),
    path("in/<slug:token>/known/", door.door_known, name="door_known"),
    path("in/<slug:token>/out/", leaving.door_out, name="door_out"),
    path("in/<slug:token>/done/<uuid:entry_key>/", door.door_done, name="door_done"),
    path("in/<slug:token>/there/<str:mark>/", door.door_there, name="door_there"),
    path("in/<slug:token>/<slug:code>/", door.door_scanned, name="door_scanned"),
    path("screen/<slug:token>/", screen.screen, name="screen"),
    path("screen/<slug:token>/count/", screen.screen_count, name="screen_count"),
    path("screen/<slug:token>/code/", screen.screen_code, name="screen_code"),
    path("code-sheet/<slug:token>/", screen.code_sheet, name="code_sheet"),
    path("register/<slug:token>/screen/", screen.led_into_the_room, {"page": SCREEN}),
    path("register/<slug:token>/sheet/", screen.led_into_the_room, {"page": CODE_SHEET}),
    path("register/worker.js", register.register_worker, name="register_worker"),
    path("register/<slug:token>/", register.register, name="register"),
    path("register/<slug:token>/entry/", register.register_entry, name="register_entry"),
    path("register/<slug:token>/changes/", register.register_changes, name="register_changes"),
    path("register/<slug:token>/review/<int:pk>/", register.register_review, name="register_review"),
    path("register/<slug:token>/headcount/", headcount.headcount, name="register_headcount"),
    path("register/<slug:token>/sign-in.pdf", sheet.sign_in_sheet, name="register_sheet"),
]
