# ruff: noqa: RUF001 - the apostrophes are meant to be printed ones
PAGE = {
    "title": "Privacy notice",
    "slug": "privacy",
    "search_description": (
        "What we keep about you when you read these pages, book, come to a session or tell us what you thought of it."
    ),
    "lead": "What we keep about you, why, for how long, and who sees it.",
    "body": [
        (
            "text",
            (
                "<h2>When you read these pages</h2>"
                "<p>You can read every page without telling us who you are. Reading sets no cookies. There is no "
                "advertising, no counting of visitors and nothing from other companies on these pages. Your own "
                "phone or computer still keeps a history of the pages you opened. We cannot clear that for "
                "you.</p>"
                "<p>Never send us details of a child through this site. Use the telephone numbers at the foot of "
                "the page.</p>"
                "<h2>When you book a place</h2>"
                "<p>We ask for your name, your e-mail address, your organisation and your role. If you are a "
                "driver, we ask for your licensing authority, your badge number or application reference, and one "
                "way to reach you. We use this to keep your place, to write to you about it, and to know who "
                "came. We keep a copy of what we write to you.</p>"
                "<p>You can tell us about access needs. Only the training officer and the trainer see them. They "
                "are in no sheet or export, and are deleted 30 days after the session at the latest.</p>"
                "<p>The confirmation has a personal link. Anybody who has it can see and cancel your booking, so "
                "keep it to yourself. It stops working 90 days after the session, unless the partnership has "
                "chosen another time.</p>"
                "<h2>When you come to a session</h2>"
                "<p>You sign in at the door. We record that you were there, when you signed in, and who you work "
                "for on that day. To carry you through signing in, your phone holds a small cookie that runs out "
                "after a few minutes. Forms also set a cookie that protects them against misuse. Neither follows "
                "you anywhere else.</p>"
                "<p>You can ask for a link to see your own bookings and training. It opens once. A cookie keeps that "
                "page open for half an hour, or until you close it, and we delete the link after a week. If a course "
                "has to be repeated, we write to you before your training runs out.</p>"
                "<h2>Children and young people</h2>"
                "<p>We never record the name of a young person who comes to a session. We write down only how "
                "many were in the room. The same is true of our talks for parents and for the public.</p>"
                "<h2>What you say afterwards</h2>"
                "<p>Feedback is anonymous. An answer is kept with the date and a random number. Your attendance "
                "is marked as “has answered”, and nothing joins the two. We cannot find your answer for you, or "
                "tell anybody it was yours. If you tick that you are worried about somebody, our safeguarding "
                "lead reads what you wrote.</p>"
                "<h2>Taxi and private-hire drivers</h2>"
                "<p>Your own licensing authority sees that you took part: your name, your badge number, the "
                "course and the date. It uses this to decide about your licence. No other authority sees it.</p>"
            ),
        ),
        (
            "text",
            (
                "<h2>Who else sees your details</h2>"
                "<p>Our own staff see bookings and attendance, and trainers see those of the sessions they give. "
                "Reports show numbers, never names. We do not sell details or pass them on for "
                "marketing.</p>"
                "<h2>Why we may do this</h2>"
                "<p>The partnership named at the foot of this page is responsible for your details. Keeping "
                "children safe is its public task, and training is part of it. That is our lawful basis under "
                "data protection law. You choose whether to tell us about access needs.</p>"
                "<h2>How long we keep it</h2>"
                "<ul>"
                "<li>Access needs: 30 days after the session at most.</li>"
                "<li>Bookings and attendance: for as long as we have to be able to show who was trained. You can "
                "ask us to delete yours sooner.</li>"
                "<li>Feedback: it names nobody, so there is no time limit.</li>"
                "<li>Headcounts and yearly figures: these name nobody either.</li></ul>"
                "<h2>Your rights</h2>"
                "<p>You can ask to see what we hold about you, to have it put right, and to have it deleted. You "
                "can object to how we use it. We answer within a month. If we cannot delete something, we tell "
                "you why.</p>"
                "<h2>Whom to ask</h2>"
            ),
        ),
        (
            "contact",
            None,
        ),
        (
            "text",
            (
                "<p>If you are not happy with our answer, you can complain to the <a "
                'href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>.</p>'
            ),
        ),
    ],
}
