"""The panel of the back office's first page for those who write the public pages."""

from wagtail.admin.ui.components import Component
from wagtail.models import Site
from wagtail.permission_policies.pages import PagePermissionPolicy


class PagesPanel(Component):
    """The pages of the public site, each with the way to edit it and to see it."""

    name = "pages"
    template_name = "home/admin/panel_pages.html"
    order = 40

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        site = Site.find_for_request(request)
        pages = site.root_page.get_descendants(inclusive=True) if site else []
        return {"pages": pages and pages.order_by("path")}


def writes_pages(user):
    return PagePermissionPolicy().user_has_permission(user, "change")
