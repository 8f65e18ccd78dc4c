from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self):
        from people import roles

        roles.grant_after_every_migrate()


class StaffUsersConfig(WagtailUsersAppConfig):
    user_viewset = "people.viewsets.StaffUserViewSet"
