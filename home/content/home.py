# ruff: noqa: RUF001 - the apostrophes are meant to be printed ones
PAGE = {
    "title": "Keeping children safe from exploitation",
    "slug": "home",
    "seo_title": "Keeping children safe from exploitation",
    "search_description": (
        "Help if you are worried about a child, and free training in how to spot exploitation and what to do."
    ),
    "heading": "You can help keep a child safe",
    "lead": (
        "Some people use children for sex, for crime or for money. It is never the child’s fault. Learn what to "
        "look for, and who to tell."
    ),
    "ways_heading": "Who are you?",
    "body": [
        (
            "text",
            (
                "<h2>What we mean by exploitation</h2>"
                "<p>Exploitation is when somebody uses their power over a child to get something they want. They "
                "may offer gifts, lifts, drugs, attention or a place to stay. Later they want something back. It "
                "may be sex, pictures, or carrying drugs or money.</p>"
                "<p>It happens to girls and to boys, in every kind of family and in every part of the country. It "
                "happens online as well as face to face. The child may think that this person is a friend. A "
                "child cannot consent to abuse, and abuse is never a child’s choice.</p>"
            ),
        ),
    ],
}
