"""Who may read messages. Registered when the apps are ready, before anything asks for it."""

from wagtail.permission_policies import ModelPermissionPolicy


class ReadingPolicy(ModelPermissionPolicy):
    """Whoever may see messages may see them all; nobody adds, changes or deletes one, administrators included."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return "view" in actions and self.user_has_permission(user, "view")
