"""Back-office screens for people. (Filled in beside the other apps' viewsets.)"""

from wagtail.users.views.users import UserViewSet


class StaffUserViewSet(UserViewSet):
    pass
