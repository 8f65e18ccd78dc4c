from django.urls import path

from sessions.views import arriving, booking, changing, groups, permission, seats

urlpatterns = [
    path("book/<slug:reference>/", booking.book, name="book"),
    path("booking/again/", changing.again, name="bookings_again"),
    path("booking/again/sent/", changing.again_sent, name="bookings_again_sent"),
    path("booking/handed-over/", changing.handed_over, name="booking_handed_over"),
    path("booking/new-link/sent/", changing.new_link_sent, name="booking_new_link_sent"),
    path("book/<slug:reference>/group/", groups.book_many, name="book_group"),
    path("booking/<slug:token>/", booking.booking, name="booking"),
    path("booking/<slug:token>/cancel/", booking.cancel, name="booking_cancel"),
    path("booking/<slug:token>/accept/", booking.accept, name="booking_accept"),
    path("booking/<slug:token>/decline/", booking.decline, name="booking_decline"),
    path("booking/<slug:token>/calendar.ics", booking.calendar, name="booking_calendar"),
    path("booking/<slug:token>/sign-in/", arriving.booking_sign_in, name="booking_sign_in"),
    path("booking/<slug:token>/move/", changing.move, name="booking_move"),
    path("booking/<slug:token>/hand-over/", changing.hand_over, name="booking_hand_over"),
    path("booking/<slug:token>/correct/", changing.correct, name="booking_correct"),
    path("booking/<slug:token>/new-link/", changing.new_link, name="booking_new_link"),
    path("permission/<slug:token>/", permission.permission, name="permission"),
    path("permission/<slug:token>/approve/", permission.approve, name="permission_approve"),
    path("permission/<slug:token>/decline/", permission.decline, name="permission_decline"),
    path("booking/<slug:token>/name/", seats.booking_name, name="booking_name"),
    path("group/<slug:token>/", seats.group, name="group"),
    path("group/<slug:token>/accept/", seats.group_accept, name="group_accept"),
    path("group/<slug:token>/decline/", seats.group_decline, name="group_decline"),
    path("group/<slug:token>/summary/", seats.group_summary, name="group_summary"),
    path("group/<slug:token>/cancel/", seats.group_cancel, name="group_cancel"),
    path("group/<slug:token>/seat/<slug:reference>/", seats.group_seat, name="group_seat"),
    path("group/<slug:token>/seat/<slug:reference>/send/", seats.group_seat_send, name="group_seat_send"),
    path("group/<slug:token>/seat/<slug:reference>/cancel/", seats.group_seat_cancel, name="group_seat_cancel"),
]
