"""Hung before the parts of Wagtail that are not used here, so that nobody reaches them.

Bulk actions on accounts would give roles without our form's rules and without an entry in the history; pages have no
workflow; and a page that fails on purpose helps only who wants to fill the log.
"""

from django.urls import re_path

from people import views

urlpatterns = [re_path(r"^(?:bulk/people|workflows|reports/workflow(?:_tasks)?|failwhale)/", views.closed)]
