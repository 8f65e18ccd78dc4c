import pytest

from feedback.percentages import say_share


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, ""),
        (6, 8, "6 of 8"),
        (9, 9, "9 of 9"),
        (10, 10, "100 %"),
        (0, 10, "0 %"),
        (33, 40, "83 %"),
        (82, 100, "82 %"),
        (199, 200, "over 99 %"),
        (198, 200, "99 %"),
        (1, 201, "under 1 %"),
        (1, 200, "1 %"),
        (304, 393, "77 %"),
        (304, 318, "96 %"),
    ],
)
def test_a_share_is_said_as_reports_print_it(part, whole, said):
    assert say_share(part, whole) == said
