# ruff: noqa: RUF001 - the apostrophes are meant to be printed ones
PAGE = {
    "title": "Accessibility statement",
    "slug": "accessibility",
    "search_description": (
        "How far everybody can use this site, what does not work yet, and how to tell us about a problem."
    ),
    "lead": "We want everybody to be able to read these pages, to book a place and to sign in.",
    "body": [
        (
            "text",
            (
                "<p>You should be able to:</p>"
                "<ul>"
                "<li>make the text four times as large without having to scroll from side to side</li>"
                "<li>use every page with a keyboard alone, or with speech</li>"
                "<li>use every page on a small phone, and without JavaScript</li>"
                "<li>listen to the pages with a screen reader</li>"
                "<li>read the words easily: we write in plain English, with short sentences</li></ul>"
                "<p>You can tell us about access needs when you book. Each session’s page says what we know about "
                "the place, such as steps, parking and a hearing loop.</p>"
                "<h2>How accessible it is</h2>"
                "<p>We built the public pages to meet the Web Content Accessibility Guidelines, version 2.2, "
                "level AA. We know of these gaps:</p>"
                "<ul>"
                "<li>Most pages are in English only. Where you choose another language, menus and buttons change "
                "before the texts do. English text is marked as English, so that screen readers say it "
                "rightly.</li>"
                "<li>There are no versions in British Sign Language or Easy Read yet.</li>"
                "<li>Staff use the Wagtail editing system, which has gaps of its own.</li></ul>"
                "<p>Do you need something from this site in large print, on paper or in your language? Ask "
                "us.</p>"
                "<h2>How we tested it</h2>"
                "<p>We check the pages with an automatic tool called axe. We use them with a keyboard and on a "
                "narrow screen. We look at them in a language that runs from right to left. Automatic checks find "
                "only some problems. Disabled people have not tested it for us yet.</p>"
                "<h2>Tell us about a problem</h2>"
                "<p>Did something not work for you? Tell us which page it was and what happened.</p>"
            ),
        ),
        (
            "contact",
            None,
        ),
        (
            "text",
            (
                "<h2>If we do not help</h2>"
                "<p>The Equality and Human Rights Commission enforces the accessibility regulations of 2018 for "
                "public bodies. If you are not happy with our answer, contact the <a "
                'href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support '
                "Service</a>.</p>"
                "<p>We wrote this statement on 20 November 2026.</p>"
            ),
        ),
    ],
}
