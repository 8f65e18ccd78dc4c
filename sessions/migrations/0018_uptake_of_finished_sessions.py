"""Count what became of the places of sessions that were finished before this was kept."""

from collections import defaultdict

from django.db import migrations
from django.db.models import F

AT_ONCE = 200
PROMISED = {"approved", "confirmed"}
SEATED = {*PROMISED, "requested", "offered"}
BY_REGISTER = ("no_shows", "walk_ins", "attended")
MEASURES = ("registered", "cancelled", *BY_REGISTER, "left_waiting")


def count_finished(apps, schema_editor):
    sessions = apps.get_model("training_sessions", "TrainingSession").objects
    finished = sessions.filter(finished_at__isnull=False, recorded="by_name").exclude(attended_source="import")
    sources = {}
    for pk, source in finished.order_by("pk").values_list("pk", "attended_source").iterator():
        sources[pk] = source
        if len(sources) == AT_ONCE:
            keep(apps, sources)
            sources = {}
    keep(apps, sources)


def keep(apps, sources):
    Uptake = apps.get_model("training_sessions", "Uptake")
    found = {pk: defaultdict(lambda: dict.fromkeys(MEASURES, 0), {None: dict.fromkeys(MEASURES, 0)}) for pk in sources}
    attendances, bookings = attendances_of(apps, sources), bookings_of(apps, sources)
    seated = {(b["session_id"], b["delegate_id"]) for b in bookings if b["status"] in SEATED}
    used = {each["booking_id"] for each in attendances}
    by_name = {(each["session_id"], each["delegate_id"]) for each in attendances if not each["booking_id"]}
    for each in attendances:
        numbers = found[each["session_id"]][each["organisation_type_id"]]
        walked_in = not each["booking_id"] and (each["session_id"], each["delegate_id"]) not in seated
        numbers["attended"] += 1
        numbers["walk_ins"] += walked_in
        numbers["registered"] += not walked_in and sources[each["session_id"]] == "register"
    for booking in bookings:
        came = booking["id"] in used, (booking["session_id"], booking["delegate_id"]) in by_name
        for measure in measures_of(booking, came, by_register=sources[booking["session_id"]] == "register"):
            found[booking["session_id"]][booking["kind"]][measure] += 1
    for pk, kinds in found.items():
        unknown = {} if sources[pk] == "register" else dict.fromkeys(BY_REGISTER)
        Uptake.objects.bulk_create(
            Uptake(session_id=pk, organisation_type_id=kind, **numbers | unknown) for kind, numbers in kinds.items()
        )


def attendances_of(apps, sources):
    found = apps.get_model("training_sessions", "Attendance").objects.filter(session__in=sources)
    present = found.exclude(extent="none").filter(awaits_confirmation=False)
    return list(present.values("session_id", "booking_id", "delegate_id", "organisation_type_id"))


def bookings_of(apps, sources):
    """Return the bookings with the kind of employer of that day, or else of now; of a seat without a name its contact's."""
    found = apps.get_model("training_sessions", "Booking").objects.filter(session__in=sources)
    kinds = {
        "here": F("attendance__id"),
        "then": F("attendance__organisation_type_id"),
        "now": F("delegate__organisation__type_id"),
        "theirs": F("contact__organisation__type_id"),
    }
    bookings = list(found.values("id", "session_id", "delegate_id", "status", **kinds))
    changes = apps.get_model("training_sessions", "BookingChange").objects.filter(what__in=["left", "declined"])
    never = set(changes.filter(booking__session__in=sources).values_list("booking_id", flat=True))
    for booking in bookings:
        unseen = booking["now"] if booking["delegate_id"] else booking["theirs"]
        booking["kind"] = booking["then"] if booking["here"] else unseen
        booking["never"] = booking["id"] in never
    return bookings


def measures_of(booking, came, *, by_register):
    """Return in which counts a booking stands, besides those of who was there. `came` is (by booking, by name)."""
    status, was_used = booking["status"], any(came)
    if status == "cancelled":
        return [] if came[0] or booking["never"] else ["registered", "cancelled"]
    if status in PROMISED and by_register:
        return [] if was_used else ["registered", "no_shows"]
    if status == "requested" and not was_used:
        return ["registered", "cancelled"]
    if status == "waiting":
        return [] if came[1] else ["left_waiting"]
    return ["registered"] if status in {*PROMISED, "requested"} and not by_register else []


class Migration(migrations.Migration):
    dependencies = [("training_sessions", "0017_uptake")]
    operations = [migrations.RunPython(count_finished, migrations.RunPython.noop)]
