"""Inputs that Django does not have. How each input looks is decided in `design.renderer`."""

from django import forms


class SuggestionInput(forms.TextInput):
    """A text input with suggestions: what is typed counts, whether it was suggested or not."""

    template_name = "django/forms/widgets/text.html"

    def __init__(self, choices=(), attrs=None):
        super().__init__(attrs)
        self.choices = choices

    @property
    def suggestions(self):
        """Return the texts to suggest; `choices` may be a callable, asked each time the form is shown."""
        return self.choices() if callable(self.choices) else self.choices


class DateParts(forms.Widget):
    """A date typed as day, month and year. What was typed is shown again when it is no date."""

    template_name = "django/forms/widgets/text.html"
    PARTS = ("day", "month", "year")

    def value_from_datadict(self, data, files, name):
        parts = [str(data.get(f"{name}-{part}", "")).strip() for part in reversed(self.PARTS)]
        return "-".join(parts) if any(parts) else ""

    def value_omitted_from_data(self, data, files, name):
        return all(f"{name}-{part}" not in data for part in self.PARTS)

    def id_for_label(self, id_):
        return f"{id_}-day" if id_ else id_

    def parts_of(self, value):
        """Return day, month and year of a date, or of what was typed instead of one."""
        if hasattr(value, "day"):
            return {part: str(getattr(value, part)) for part in self.PARTS}
        year, month, day = [*str(value or "").split("-", 2), "", ""][:3]
        return {"day": day, "month": month, "year": year}


class NumberText(forms.NumberInput):
    """A whole number typed as text: browsers' number inputs change what was typed when the page is scrolled."""

    def __init__(self, attrs=None, *, width=5):
        super().__init__(attrs)
        self.width = width
