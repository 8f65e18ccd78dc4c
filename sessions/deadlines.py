"""Until when a booking can be changed without the officer, and at no cost."""


def free_until(booking):
    """Return the instant until which cancelling is free and the date can be changed."""
    return booking.session.starts_at
