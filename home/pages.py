"""Publishing the pages that come with Muster, and letting editors and administrators work on them.

What is missing is made; what is there stays as its editors left it.
"""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    get_root_collection_id,
)

from home import content
from home.models import AwarenessPage, HomePage, InformationPage, TrainingIndexPage
from people.roles import ADMINISTRATOR, EDITOR

MAY_WRITE = ["add_page", "change_page", "publish_page"]
MAY_ARRANGE = [*MAY_WRITE, "bulk_delete_page", "lock_page", "unlock_page"]
FILES = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]


@transaction.atomic
def publish_pages():
    """Make the site tree with our pages, and grant the rights to edit it. Returns the pages that were missing."""
    locale, _made = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage.objects.filter(locale=locale, depth=2).first()
    published = [] if home else [home := publish_home(locale)]
    for kind, texts in pages_with_us():
        if not home.get_children().filter(slug=texts.PAGE["slug"]).exists():
            published.append(publish_below(home, kind(locale=locale, **texts.PAGE)))
    let_editors_write()
    return published


def pages_with_us():
    """Return the kind and the texts of every page below home, in the order of the home page's ways."""
    awareness = [(AwarenessPage, texts) for texts in content.AWARENESS]
    information = [(InformationPage, texts) for texts in content.INFORMATION]
    return [*awareness, (TrainingIndexPage, content.training), *information]


def publish_home(locale):
    """Put our home page at the address "/", in the place of the page that Wagtail's installation leaves there."""
    root = Page.get_first_root_node()
    home = publish_below(root, HomePage(locale=locale, **content.home.PAGE | {"slug": "muster"}))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home},
        create_defaults={"root_page": home, "hostname": "localhost", "site_name": "Muster"},
    )
    for welcome in root.get_children().filter(slug="home").exact_type(Page):
        welcome.delete()
    if not root.get_children().filter(slug=content.home.PAGE["slug"]).exists():
        home.slug = content.home.PAGE["slug"]
        home.save_revision().publish()
        home.refresh_from_db()
    return home


def publish_below(parent, page):
    """Add a page with a first revision, so that its history begins with what came with Muster."""
    parent.refresh_from_db(fields=["path", "numchild"])
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()  # publishing works on a copy: this one would still say that it has a draft
    return page


def let_editors_write():
    """Editors write and publish the whole tree; administrators arrange it too."""
    root = Page.get_first_root_node()
    for role, codes in {EDITOR: MAY_WRITE, ADMINISTRATOR: MAY_ARRANGE}.items():
        group, _made = Group.objects.get_or_create(name=role)
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codes):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        let_use_files(group)


def let_use_files(group):
    root = Collection.objects.get(pk=get_root_collection_id())
    apps = ["wagtailimages", "wagtaildocs"]
    for permission in Permission.objects.filter(content_type__app_label__in=apps, codename__in=FILES):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
