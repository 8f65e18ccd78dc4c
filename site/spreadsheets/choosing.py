"""Lists to choose from, in a sheet that is to be filled in: they stand on a hidden sheet, to which its cells point.

Written into the cells themselves they would be cut at 255 characters, and a name with a comma would be two.
"""

from itertools import zip_longest

LISTS = "Lists"
LAST_ROW = 20_001  # of what can be filled in, and read again


class Lists:
    """What can be chosen: a column for each list, however many cells point to it."""

    def __init__(self):
        self.columns: list[tuple[str, ...]] = []

    def offer(self, page, sheet):
        """Let the cells of a sheet below its headings offer what their columns name."""
        below = len(sheet.heading_rows) + 2
        for number, column in enumerate(sheet.columns, start=1):
            if choices := tuple(map(str, getattr(column, "choices", ()))):
                page.data_validations.append(self.rule(choices, number=number, first_row=below))

    def rule(self, choices, *, number, first_row):
        """Return the rule for the cells of one column: something else than the list holds is not taken."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        if choices not in self.columns:
            self.columns.append(choices)
        letter = get_column_letter(self.columns.index(choices) + 1)
        rule = DataValidation("list", formula1=f"{LISTS}!${letter}$1:${letter}${len(choices)}", allow_blank=True)
        rule.showErrorMessage = True
        place = get_column_letter(number)
        rule.add(f"{place}{first_row}:{place}{LAST_ROW}")
        return rule

    def rows(self):
        return zip_longest(*self.columns)
