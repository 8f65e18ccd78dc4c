"""What people are told about their booking. Each function only writes outbox rows, in the caller's transaction."""


def booking_confirmed(booking):
    pass


def booking_cancelled(booking, *, by_us):
    pass


def session_cancelled(session, bookings, *, reason):
    pass


def session_moved(session, bookings):
    pass


def booking_details_again(booking):
    pass
