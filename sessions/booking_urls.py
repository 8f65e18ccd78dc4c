from django.urls import path

from sessions.views import booking

urlpatterns = [
    path("book/<slug:reference>/", booking.book, name="book"),
    path("booking/<slug:token>/", booking.booking, name="booking"),
    path("booking/<slug:token>/cancel/", booking.cancel, name="booking_cancel"),
    path("booking/<slug:token>/accept/", booking.accept, name="booking_accept"),
    path("booking/<slug:token>/decline/", booking.decline, name="booking_decline"),
    path("booking/<slug:token>/calendar.ics", booking.calendar, name="booking_calendar"),
]
