"""Every address of the site. Wires only."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.health import health

handler500 = "config.errors.went_wrong"

urlpatterns = [
    path("health/", health, name="health"),
    path("", include("design.urls")),
    path("accounts/", include("people.urls")),
    path("admin/", include("people.one_door_urls")),
    path("admin/", include("people.closed_urls")),
    path("admin/reports/site-history/", include("people.history_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("licensing/", include("licensing.urls")),
    *i18n_patterns(
        path("", include("sessions.urls")),
        path("", include("feedback.urls")),
        path("_util/", include("people.one_door_urls")),
        path("", include("home.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

if settings.SERVES_MEDIA:
    # One machine without a web server in front: pictures in the sizes that pages ask for, nothing else of the folder.
    urlpatterns.insert(1, re_path(r"^media/(?P<path>images/.+)$", serve, {"document_root": settings.MEDIA_ROOT}))
