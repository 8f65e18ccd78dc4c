# ruff: noqa: RUF001 - the apostrophes are meant to be printed ones
PAGE = {
    "title": "Training",
    "slug": "training",
    "search_description": (
        "Dates and courses on child exploitation: what to look for and what to do. Book a place online."
    ),
    "lead": "Learn to see the signs, and know what to do when you do. You do not need an account to book.",
    "ask_us": (
        "<p>We come to schools, youth groups and parents’ groups. Nobody’s name is taken at these: we only count "
        "how many people were there. Tell us who the group is, about how many of you there are, and which dates "
        "suit.</p>"
    ),
}
