from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self):
        from design.keeping import forget_when_saved, site_changed
        from people import merging_entries, models, roles, searching, second_factor, sign_in

        roles.grant_after_every_migrate()
        sign_in.forget_former_addresses_on_every_change()
        seen = [models.Area, models.LicensingAuthority, models.Organisation, models.OrganisationAlias, models.Venue]
        forget_when_saved(*seen, tell=site_changed)
        second_factor.end_other_sessions_when_it_is_set_up()
        searching.register_lookup()
        merging_entries.enter()


class StaffUsersConfig(WagtailUsersAppConfig):
    user_viewset = "people.viewsets.StaffUserViewSet"
