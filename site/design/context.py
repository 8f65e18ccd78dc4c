"""What every template may ask for."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from design.models import ServiceSettings


def service(request):
    """Offer the service's settings: read from the database only when a template asks, once for each request."""
    return {
        "service": SimpleLazyObject(lambda: ServiceSettings.load(request)),
        "demonstration": settings.DEMONSTRATION,
    }
