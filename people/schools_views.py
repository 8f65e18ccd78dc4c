"""Importing the schools file in the back office: choose it and the councils, look at what would happen, import."""

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from people.schools import WRITTEN, ChangedMeanwhile, RowsAreWrong, What, import_schools, plan_import, say_numbers
from people.schools_file import schools_again, schools_in
from spreadsheets.refusing import Unreadable

TITLE = _("Import the schools file")
LASTS = 24 * 60 * 60
LONGEST = 900_000  # of the million characters that a form may have
MAY_IMPORT = ["people.add_organisation", "people.change_organisation"]


class SchoolsForm(forms.Form):
    """The file, and of which councils its schools are wanted."""

    file = forms.FileField(
        label=_("The schools file"),
        help_text=_(
            "The CSV file with all establishments, as it was downloaded from Get Information about Schools. "
            "Columns about head teachers are not read. Nothing is changed before you have seen what would be."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"required": _("Choose the schools file."), "empty": _("The file is empty.")},
    )
    councils = forms.CharField(
        label=_("Councils"),
        max_length=2000,
        help_text=_("Whose schools you want, each on a line of its own, as the file names them."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the council whose schools you want.")},
    )
    links_successors = forms.BooleanField(
        label=_("Link schools that became academies"),
        required=False,
        initial=True,
        help_text=_("A closed school is linked where exactly one opened then under its name or postcode."),
    )

    def clean_councils(self):
        return [line.strip() for line in self.cleaned_data["councils"].splitlines() if line.strip()]


class ImportSchoolsView(WagtailAdminTemplateMixin, TemplateView):
    """One page for the whole way. The rows that were chosen travel in it, signed, and are kept nowhere else."""

    page_title = TITLE
    header_icon = "home"
    template_name = "people/admin/import_schools.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perms(MAY_IMPORT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        organisations = {"url": reverse("organisations:index"), "label": _("Organisations")}
        return [*super().get_breadcrumbs_items(), organisations, {"url": "", "label": TITLE}]

    def get(self, request, *args, **kwargs):
        return self.ask(SchoolsForm())

    def ask(self, form):
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request, *args, **kwargs):
        if "sealed" in request.POST:
            return self.carry_out(request.POST["sealed"])
        form = SchoolsForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.ask(form)
        try:
            file = schools_in(form.cleaned_data["file"], councils=form.cleaned_data["councils"])
            sealed = seal(file, links_successors=form.cleaned_data["links_successors"], user=request.user)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
            return self.ask(form)
        return self.preview(file, sealed, links_successors=form.cleaned_data["links_successors"])

    def preview(self, file, sealed, *, links_successors, refusal=None):
        plan = plan_import(file, links_successors=links_successors)
        words = {"plan": plan, "sealed": sealed, "refusal": refusal}
        words["numbers"] = [(what.label, plan.numbers[what]) for what in What if plan.numbers[what]]
        words |= {"wrong": plan.of(What.WRONG), "written": plan.of(*WRITTEN)}
        return self.render_to_response(self.get_context_data(**words))

    def carry_out(self, sealed):
        try:
            file, links_successors = unseal(sealed, user=self.request.user)
        except signing.BadSignature:
            messages.error(
                self.request, _("That took too long, or was meant for somebody else. Choose the file again.")
            )
            return redirect(self.request.path)
        wishes = {"expected": self.request.POST.get("expected", ""), "in_part": "part" in self.request.POST}
        try:
            plan = import_schools(file, by=self.request.user, links_successors=links_successors, **wishes)
        except (ChangedMeanwhile, RowsAreWrong) as refusal:
            return self.preview(file, sealed, links_successors=links_successors, refusal=refusal)
        messages.success(self.request, _("The schools are imported: %(numbers)s.") % {"numbers": say_numbers(plan)})
        return redirect("organisations:index")


def seal(file, *, links_successors, user):
    """Return the rows of a file as a text that only we can have written, for this person. Raises Unreadable."""
    content = [file.places, [(school.number, [*school.said.values()]) for school in file.schools], links_successors]
    sealed = signing.dumps(content, salt=salt_of(user), compress=True)
    if len(sealed) > LONGEST:
        raise Unreadable(_("These councils have too many schools for one import. Choose fewer at a time."))
    return sealed


def unseal(sealed, *, user):
    """Return (the SchoolsFile, whether successors are linked) of a sealed text. Raises BadSignature."""
    places, rows, links_successors = signing.loads(sealed, salt=salt_of(user), max_age=LASTS)
    said = [(number, dict(zip(places, cells, strict=True))) for number, cells in rows]
    return schools_again(said, places=places), links_successors


def salt_of(user):
    return f"people.schools.{user.pk}"
