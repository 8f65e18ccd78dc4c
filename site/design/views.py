"""The partnership's colour as a stylesheet: the content policy forbids it in the page itself."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from design.colour import DEFAULT_BRAND, is_hex, shades_of
from design.models import ServiceSettings

A_YEAR = 365 * 24 * 60 * 60


def brand_stylesheet(request):
    """Serve the colour and its shades; kept for a year when the address names the colour that is in force."""
    settings = ServiceSettings.load(request)
    colour = settings.brand_colour.lower() if is_hex(settings.brand_colour) else DEFAULT_BRAND
    shades = ";".join(f"--{name}:{shade}" for name, shade in shades_of(colour).items())
    response = HttpResponse(f":root{{{shades}}}\n", content_type="text/css")
    if request.GET.get("v") == settings.brand_version:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response
