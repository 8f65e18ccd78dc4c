"""The tag by which a public page says how it is shown where somebody shares its address."""

from django import template
from django.conf import settings
from django.templatetags.static import static

register = template.Library()


@register.inclusion_tag("components/share.html", takes_context=True)
def share_card(context, title, description=""):
    """Return the page's own address, for search engines too, and its card. Never use it behind a personal link."""
    service = context["service"]
    return {
        "title": title,
        "description": description.strip() or service.strapline,
        "address": settings.BASE_URL + context["request"].path,
        "picture": settings.BASE_URL + static("design/share.png"),
        "service": service,
    }
