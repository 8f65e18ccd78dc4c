from django.urls import path

from sessions.views import booking, changing, permission

urlpatterns = [
    path("book/<slug:reference>/", booking.book, name="book"),
    path("booking/again/", changing.again, name="bookings_again"),
    path("booking/again/sent/", changing.again_sent, name="bookings_again_sent"),
    path("booking/handed-over/", changing.handed_over, name="booking_handed_over"),
    path("booking/new-link/sent/", changing.new_link_sent, name="booking_new_link_sent"),
    path("booking/<slug:token>/", booking.booking, name="booking"),
    path("booking/<slug:token>/cancel/", booking.cancel, name="booking_cancel"),
    path("booking/<slug:token>/accept/", booking.accept, name="booking_accept"),
    path("booking/<slug:token>/decline/", booking.decline, name="booking_decline"),
    path("booking/<slug:token>/calendar.ics", booking.calendar, name="booking_calendar"),
    path("booking/<slug:token>/move/", changing.move, name="booking_move"),
    path("booking/<slug:token>/hand-over/", changing.hand_over, name="booking_hand_over"),
    path("booking/<slug:token>/correct/", changing.correct, name="booking_correct"),
    path("booking/<slug:token>/new-link/", changing.new_link, name="booking_new_link"),
    path("permission/<slug:token>/", permission.permission, name="permission"),
    path("permission/<slug:token>/approve/", permission.approve, name="permission_approve"),
    path("permission/<slug:token>/decline/", permission.decline, name="permission_decline"),
]
