from datetime import date

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from design.forms import DatePartsField, GovukForm
from design.widgets import NumberText, SuggestionInput


class EveryField(GovukForm):
    name = forms.CharField(label="Your name", max_length=20)
    email = forms.EmailField(label="Your work e-mail", help_text="We write to you here.")
    organisation = forms.CharField(widget=SuggestionInput(lambda: ["Ashgrove School", "Beck <House>"]))
    seats = forms.IntegerField(label="How many people?", min_value=1, widget=NumberText(width=3))
    held_on = DatePartsField(label="Date")
    heard = forms.ChoiceField(choices=[("a", "From a colleague"), ("b", "From a poster")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(choices=[("1", "Day 1"), ("2", "Day 2")], widget=forms.CheckboxSelectMultiple)
    area = forms.ChoiceField(choices=[("", "Choose an area"), ("n", "Northvale"), ("s", "Southmere")])
    needs = forms.CharField(required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="My manager knows")
    password = forms.CharField(widget=forms.PasswordInput)
    ticket = forms.CharField(widget=forms.HiddenInput)


ANSWERS = MultiValueDict(
    {
        "name": ["Amira Example"],
        "email": ["amira@example.org"],
        "organisation": ["Ashgrove School"],
        "seats": ["2"],
        "held_on-day": ["8"],
        "held_on-month": ["12"],
        "held_on-year": ["2026"],
        "heard": ["b"],
        "days": ["1", "2"],
        "area": ["s"],
        "agreed": ["on"],
        "password": ["horse battery staple"],
        "ticket": ["t"],
    }
)


def page_of(form):
    return BeautifulSoup(str(form), "html.parser")


def bound_with(**changes):
    answers = ANSWERS.copy()
    for name, value in changes.items():
        answers[name.replace("__", "-")] = value
    return EveryField(answers)


def test_filled_in_well_every_field_is_valid():
    form = EveryField(ANSWERS)

    assert form.errors == {}
    assert form.cleaned_data["held_on"] == date(2026, 12, 8)


def test_every_input_is_named_by_its_own_label():
    page = page_of(EveryField())
    inputs = page.select("input:not([type=hidden]), select, textarea")

    unlabelled = [field["name"] for field in inputs if not page.select(f'label[for="{field["id"]}"]')]

    assert len(inputs) == 15
    assert unlabelled == []


def test_the_hint_and_the_error_describe_the_input():
    form = bound_with(email="amira")

    field = page_of(form).select_one("#id_email")

    assert field["aria-describedby"] == "id_email-hint id_email-error"
    assert field["value"] == "amira"


def test_an_error_begins_with_the_word_for_those_who_cannot_see_it():
    message = page_of(bound_with(email="amira")).select_one("#id_email-error")

    assert message.get_text(strip=True, separator=" ") == "Error: Enter an e-mail address, like name@example.org"


def test_browsers_are_told_what_they_may_fill_in():
    page = page_of(EveryField())

    told = [page.select_one(f"#id_{name}")["autocomplete"] for name in ("name", "email", "organisation")]

    assert told == ["name", "email", "organization"]


def test_nothing_typed_is_cut_off_by_the_browser():
    page = page_of(EveryField())

    assert page.select("[maxlength]") == []
    assert page.select_one("[data-maxlength]")["data-maxlength"] == "200"


def test_suggestions_are_listed_and_escaped():
    page = page_of(EveryField())

    suggested = [option["value"] for option in page.select("datalist#id_organisation-suggestions option")]

    assert page.select_one("#id_organisation")["list"] == "id_organisation-suggestions"
    assert suggested == ["Ashgrove School", "Beck <House>"]


def test_groups_of_choices_stand_under_a_legend():
    legends = [legend.get_text(strip=True) for legend in page_of(EveryField()).select("fieldset legend")]

    assert legends == ["Date", "Heard", "Days"]


def test_the_choices_made_are_shown_again():
    page = page_of(EveryField(ANSWERS))

    chosen = [field["value"] for field in page.select("input[checked], option[selected]")]

    assert chosen == ["b", "1", "2", "s", "on"]


def test_only_fields_that_may_stay_empty_say_so():
    labels = [label.get_text(strip=True) for label in page_of(EveryField()).select("label, legend")]

    assert [label for label in labels if "optional" in label] == ["Needs (optional)"]


def test_an_impossible_date_is_refused_and_shown_again_as_typed():
    form = bound_with(held_on__day="31", held_on__month="2")

    parts = [page_of(form).select_one(f"#id_held_on-{part}")["value"] for part in ("day", "month", "year")]

    assert form.errors["held_on"] == ["Enter a real date, like 27 3 2027"]
    assert parts == ["31", "2", "2026"]


def test_the_date_it_starts_with_is_shown_in_its_parts():
    page = page_of(EveryField(initial={"held_on": date(2026, 12, 8)}))

    assert [field["value"] for field in page.select(".govuk-date-input input")] == ["8", "12", "2026"]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("name", "Enter your name"),
        ("seats", "Answer the question: How many people?"),
        ("heard", "Choose heard"),
        ("agreed", "Tick the box: My manager knows"),
        ("held_on", "Enter date"),
    ],
)
def test_an_empty_field_says_what_to_do(field, sentence):
    assert EveryField({}).errors[field] == [sentence]


def test_what_is_too_long_or_too_small_is_said_with_the_limit():
    form = bound_with(name="N" * 21, seats="0")

    assert form.errors["name"] == ["Your name must be 20 characters or fewer"]
    assert form.errors["seats"] == ["How many people? must be 1 or more"]


def test_the_authors_own_sentence_is_kept():
    class Own(GovukForm):
        name = forms.CharField(error_messages={"required": "Tell us your name"})

    assert Own({}).errors["name"] == ["Tell us your name"]


def test_a_single_question_is_the_heading_of_its_page():
    class Question(GovukForm):
        heading_field = "heard"
        heard = EveryField.base_fields["heard"]

    assert page_of(Question()).select_one("legend h1").get_text(strip=True) == "Heard"


def test_one_field_can_be_placed_by_itself():
    field = page_of(EveryField()["name"].as_field_group())

    assert len(field.select(".govuk-form-group input#id_name.govuk-input")) == 1


def test_what_is_typed_is_escaped():
    page = page_of(bound_with(name="<script>1</script>", needs="</textarea><b>"))

    assert page.select("script, b") == []
    assert page.select_one("#id_name")["value"] == "<script>1</script>"


def test_a_password_is_never_shown_again():
    assert page_of(EveryField(ANSWERS)).select_one("#id_password").get("value") is None


def test_the_error_summary_leads_to_the_first_input_of_each_wrong_field():
    form = bound_with(name="", held_on__day="99", heard="z")

    page = BeautifulSoup(render_to_string("components/error_summary.html", {"form": form}), "html.parser")
    targets = [link["href"] for link in page.select("a")]

    assert targets == ["#id_name", "#id_held_on-day", "#id_heard"]
    assert all(page_of(form).select(target) for target in targets)


def test_a_form_without_errors_has_no_summary():
    assert render_to_string("components/error_summary.html", {"form": EveryField()}).strip() == ""


def test_somebody_elses_form_is_rendered_like_ours():
    class Foreign(forms.Form):
        login = forms.EmailField()

    page = BeautifulSoup(
        Template("{% load govuk %}{{ form|govuk }}").render(Context({"form": Foreign()})), "html.parser"
    )

    assert page.select_one("input")["class"] == ["govuk-input"]


def test_the_admins_forms_keep_djangos_own_renderer():
    assert type(forms.Form().renderer).__name__ == "DjangoTemplates"
