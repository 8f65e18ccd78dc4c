"""The six roles as groups, and what each may do in the back office. What an administrator granted besides stays."""

from django.apps import apps
from django.db.models.signals import post_migrate

EDUCATION_OFFICER = "Education officers"
TRAINER = "Trainers"
LICENSING_OFFICER = "Licensing officers"
EDITOR = "Editors"
ADMINISTRATOR = "Administrators"
SAFEGUARDING_LEAD = "Safeguarding leads"

EVERYTHING = ("add", "change", "delete", "view")
WORKED_ON_BY_OFFICERS = {
    "people": ["area", "organisation", "organisationtype", "venue", "trainer", "delegate"],
    "courses": [
        "audience",
        "course",
        "bookingterms",
        "groupingset",
        "reportingsector",
        "groupingnote",
        "pathway",
        "theme",
    ],
    "training_sessions": [
        "trainingsession",
        "series",
        "booking",
        "attendance",
        "headcount",
        "trainingrequest",
        "planfigure",
        "periodcount",
        "cumulativefigure",
        "competition",
        "deliverercount",
    ],
    "feedback": ["questionnaire", "coursequestionnaire"],
    "reports": ["membershipbody", "bulletin", "recommendation", "evidencenote", "reportschedule"],
    "outbox": ["messagetext", "bouncedaddress"],
}
KEPT_BY_ADMINISTRATORS = {
    "people": ["licensingauthority", "staffuser"],
    "licensing": ["policy"],
    "auth": ["group"],
    "design": ["servicesettings", "helpline"],
    "training_sessions": ["sessionsettings"],
    "feedback": ["feedbacksettings"],
    "wagtailcore": ["site"],
}


def all_of(models):
    return {(app, f"{verb}_{model}") for app, names in models.items() for model in names for verb in EVERYTHING}


# Charges come of cancelling late and of finishing a session; nobody makes or removes one by hand.
SETTLES_CHARGES = {("training_sessions", "view_charge"), ("training_sessions", "change_charge")}
# Certificates come of finishing a session.
SETTLES_CERTIFICATES = {("training_sessions", "view_certificate"), ("training_sessions", "change_certificate")}
# Reports come of the records; what is signed off stays.
SIGNS_REPORTS_OFF = {
    ("reports", "view_annualreport"),
    ("reports", "view_signoff"),
    ("reports", "add_signoff"),
    ("reports", "change_editedsentence"),
}
# Merging comes of comparing two records; what was merged is kept and undone, never changed.
MERGES_RECORDS = {("people", "view_merge"), ("people", "add_merge")}
ENTERS_BACK_OFFICE = {("wagtailadmin", "access_admin")}
PERMISSIONS = {
    EDUCATION_OFFICER: ENTERS_BACK_OFFICE
    | all_of(WORKED_ON_BY_OFFICERS)
    | SETTLES_CHARGES
    | SETTLES_CERTIFICATES
    | SIGNS_REPORTS_OFF
    | MERGES_RECORDS
    | {("feedback", "view_response"), ("outbox", "view_message")},
    TRAINER: ENTERS_BACK_OFFICE | {("training_sessions", "view_trainingsession")},
    LICENSING_OFFICER: set(),
    EDITOR: ENTERS_BACK_OFFICE,
    SAFEGUARDING_LEAD: ENTERS_BACK_OFFICE | {("feedback", "view_concern"), ("feedback", "change_concern")},
    ADMINISTRATOR: ENTERS_BACK_OFFICE
    | all_of(WORKED_ON_BY_OFFICERS)
    | all_of(KEPT_BY_ADMINISTRATORS)
    | SETTLES_CHARGES
    | SETTLES_CERTIFICATES
    | SIGNS_REPORTS_OFF
    | MERGES_RECORDS
    | {("feedback", "view_response"), ("outbox", "view_message")},
}


def grant_after_every_migrate():
    post_migrate.connect(grant_when_all_permissions_exist, dispatch_uid="grant_roles")


def grant_when_all_permissions_exist(sender, using, **kwargs):
    """Grant once, after the last app's tables: until then some permissions do not exist yet."""
    if sender.label == [app.label for app in apps.get_app_configs() if app.models_module][-1]:
        grant_roles(using=using)


def grant_roles(*, using="default"):
    """Make the groups and give them their permissions; safe to run again."""
    from django.contrib.auth.models import Group, Permission

    codes = {
        (app, code): pk
        for pk, app, code in Permission.objects.using(using).values_list("pk", "content_type__app_label", "codename")
    }
    for role, wanted in PERMISSIONS.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.add(*(codes[permission] for permission in wanted if permission in codes))


def may_change_account(user, person):
    """Whether somebody may change another's account: a superuser's is a superuser's to change."""
    return user.has_perm("people.change_staffuser") and (user.is_superuser or not person.is_superuser)


def has_role(user, role):
    """Whether an active user belongs to the group of a role; superusers do not gain roles by it."""
    return user.is_active and user.groups.filter(name=role).exists()
