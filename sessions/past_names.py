"""The names in a file of past sessions: which we know, and which would have to be made.

A name that we do not know stands for a record that is not saved yet. Rows with the same name share it, and nothing is
written before somebody says so.
"""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Course, GroupingSet, ReportingSector
from design.words import say_full_date
from people.keys import name_key
from people.models import Area, LicensingAuthority, Organisation, OrganisationAlias
from sessions.models import Series
from spreadsheets.refusing import WrongCell

LONGEST_TITLE = 150
LONGEST_SLUG = 70  # leaves room for a number


class Kind(models.TextChoices):
    """What a name is of. Series come with their sessions; everything else is made only when that is wished."""

    COURSE = "course", _("Courses")
    SECTOR = "sector", _("Reporting sectors")
    ORGANISATION = "organisation", _("Organisations")
    AREA = "area", _("Areas")
    AUTHORITY = "authority", _("Licensing authorities")
    SERIES = "series", _("Series")


class Names:
    """The records that names stand for. Reads what `lines` could mean; the number of queries is always the same."""

    def __init__(self, lines):
        self.lines = lines
        self.courses = {name_key(each.title): each for each in Course.objects.select_related("audience")}
        self.areas = {name_key(each.name): each for each in Area.objects.all()}
        self.authorities = {name_key(each.name): each for each in LicensingAuthority.objects.all()}
        self.organisations = self.organisations_named()
        self.series: dict = {}
        for each in Series.objects.select_related("course").order_by("pk"):
            self.series.setdefault(name_key(each.title), []).append(each)
        self.rows = Rows()

    def organisations_named(self):
        names = [line.said.get("host") for line in self.lines]
        names += [name for line in self.lines for name in line.said.get("deliverers") or ()]
        keys = {name_key(name) for name in names if name}
        aliases = OrganisationAlias.objects.select_related("organisation").in_bulk(keys, field_name="name_key")
        found = {key: alias.organisation for key, alias in aliases.items()}
        return found | Organisation.objects.in_bulk(keys, field_name="name_key")

    def course(self, title, *, audience, kind):
        """Return the course with a title and audience.

        Titles are unique: where one belongs to a course for other people, ours is called "Title (Audience)".
        """
        for wanted in (title, f"{title} ({audience})"):
            course = self.courses.get(name_key(wanted))
            if course is None:
                return self.new_course(wanted, audience=audience, kind=kind)
            if course.audience_id == audience.pk:
                return course
        raise WrongCell(_("“%(title)s” is a course for other people: %(audience)s.") % facts_of(course))

    def new_course(self, title, *, audience, kind):
        if len(title) > LONGEST_TITLE:
            raise WrongCell(_("“%(title)s” is too long for a title.") % {"title": title})
        kind, delivery = kind or (Course.Kind.COURSE, Course.Delivery.IN_PERSON)
        course = Course(title=title, audience=audience, kind=kind, delivery=delivery, is_offered=False)
        self.courses[name_key(title)] = course
        return course

    def organisation(self, name):
        return self.organisations.setdefault(name_key(name), Organisation(name=name))

    def area(self, name):
        return self.areas.setdefault(name_key(name), Area(name=name))

    def authority(self, name):
        return self.authorities.setdefault(name_key(name), LicensingAuthority(name=name))

    def series_of(self, title, *, course):
        """Return the series with a title, best one of the same course. A new one of several courses names none."""
        found = self.series.setdefault(name_key(title), [])
        if not found:
            found.append(Series(title=title, course=course))
        series = next((each for each in found if each.course == course), found[0])
        if series.pk is None and series.course != course:
            series.course = None
        return series

    def new_for(self, wishes):
        """Return {kind: records that are not saved yet and that rows to be entered need}, in the order of the file."""
        needed = {id(record) for wish in wishes for record in wish.records}
        records = {
            Kind.COURSE: self.courses.values(),
            Kind.SECTOR: self.rows.new,
            Kind.ORGANISATION: self.organisations.values(),
            Kind.AREA: self.areas.values(),
            Kind.AUTHORITY: self.authorities.values(),
            Kind.SERIES: [each for found in self.series.values() for each in found],
        }
        new = {
            kind: [each for each in found if each.pk is None and id(each) in needed] for kind, found in records.items()
        }
        return {kind: found for kind, found in new.items() if found}


def make(new, *, by):
    """Save the records that `new_for` returned, each with its entry in the history."""
    give_addresses(new.get(Kind.COURSE, []))
    for row in new.get(Kind.SECTOR, []):
        if row.grouping_set.pk is None:
            keep(row.grouping_set, by=by)
    for record in [record for found in new.values() for record in found]:
        for relation in ("course", "grouping_set"):  # saved a moment ago, which the record has yet to learn
            if getattr(record, relation, None) is not None:
                setattr(record, relation, getattr(record, relation))
        keep(record, by=by)


def keep(record, *, by):
    record.save()
    log(instance=record, action="wagtail.create", user=by)


def facts_of(course):
    return {"title": course.title, "audience": course.audience}


def name_of(record):
    if isinstance(record, Course):
        return f"{record.title} ({record.audience})"
    if isinstance(record, ReportingSector):
        return f"{record.label} ({record.grouping_set.audience})"
    return str(record)


def give_addresses(courses):
    """Give new courses web addresses that no other course has."""
    taken = set(Course.objects.values_list("slug", flat=True)) if courses else set()
    for course in courses:
        plain = slugify(course.title)[:LONGEST_SLUG].strip("-") or "course"
        slug, number = plain, 2
        while slug in taken:
            slug, number = f"{plain}-{number}", number + 1
        taken.add(slug)
        course.slug = slug


class Rows:
    """The reporting sectors by audience and label, and where a new one goes."""

    def __init__(self):
        self.sets: dict = {}
        self.sectors: dict = {}
        self.new: list = []
        for each in GroupingSet.objects.select_related("audience").order_by("-starts_on"):
            self.sets.setdefault(each.audience_id, []).append(each)
        for row in ReportingSector.objects.select_related("grouping_set__audience"):
            self.sectors[row.grouping_set_id, name_key(row.label)] = row

    def sector(self, label, *, audience, day):
        """Return the row with a label: of the set in force on a day, of the open-ended set, of the latest that has it.

        A new one joins the open-ended set of its audience. Without one, a set is made that begins on the earliest day.
        """
        sets = self.sets.setdefault(audience.pk, [])
        for grouping in filter(None, [in_force(sets, day), open_ended(sets, day), *sets]):
            if row := self.sectors.get((key_of(grouping), name_key(label))):
                return row
        grouping = open_ended(sets, day) or self.new_set(audience, day)
        row = ReportingSector(grouping_set=grouping, label=label, order=self.next_place(grouping))
        self.sectors[key_of(grouping), name_key(label)] = row
        self.new.append(row)
        return row

    def new_set(self, audience, day):
        grouping = GroupingSet(audience=audience, starts_on=day)
        self.sets[audience.pk].append(grouping)
        return grouping

    def next_place(self, grouping):
        places = [row.order for (key, _label), row in self.sectors.items() if key == key_of(grouping)]
        return max(places, default=0) + 1

    def begin_by(self, audience, day):
        """Let a set that is being made begin on a day at the latest."""
        for grouping in self.sets.get(audience.pk, []):
            if grouping.pk is None:
                taken = {each.starts_on for each in self.sets[audience.pk] if each is not grouping}
                grouping.starts_on = min(grouping.starts_on, day)
                while grouping.starts_on in taken:
                    grouping.starts_on -= grouping.starts_on.resolution
                grouping.name = _("From %(date)s") % {"date": say_full_date(grouping.starts_on)}


def key_of(grouping):
    return grouping.pk or id(grouping)


def in_force(sets, day):
    """Return the set in force on a day, or None: the latest that has begun, unless it is over."""
    begun = next((each for each in sets if each.pk and each.starts_on <= day), None)
    return begun if begun and (begun.ends_on is None or begun.ends_on >= day) else None


def open_ended(sets, day):
    """Return the set without a last day: the one in force on a day if that has none, otherwise the latest."""
    at_that_time = in_force(sets, day)
    if at_that_time and at_that_time.ends_on is None:
        return at_that_time
    return next((each for each in sets if each.ends_on is None), None)
