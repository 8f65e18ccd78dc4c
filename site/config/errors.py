"""Pages for what went wrong before a view was asked."""

from django.shortcuts import render


def form_expired(request, reason=""):
    """The form's security mark did not fit: it stood open too long, or came from another site. Nothing was done."""
    return render(request, "403_csrf.html", status=403)
