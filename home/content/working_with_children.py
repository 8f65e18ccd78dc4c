# ruff: noqa: RUF001 - the apostrophes are meant to be printed ones
PAGE = {
    "title": "People who work with children",
    "slug": "working-with-children",
    "search_description": (
        "Exploitation for teachers, youth, health and care staff and volunteers: what to notice, what to do the "
        "same day, the words we use."
    ),
    "way_title": "I work with children",
    "way_text": "What to notice, what to do the same day, and training.",
    "content_warning": (
        "This page talks about the abuse of children. Some of us have been through it ourselves. Look after "
        "yourself, and speak to your lead if it brings something up."
    ),
    "lead": (
        "Teachers, nurses, youth workers, coaches, carers, volunteers: you are often the first to see that "
        "something has changed."
    ),
    "body": [
        (
            "text",
            (
                "<p>Exploitation is child abuse. Somebody uses a gap in power to control a child, for sex, for "
                "crime or for labour. There is often an exchange: a gift, a debt, a place to belong, or simply "
                "safety. The exchange does not make it a choice. A child under 18 cannot consent to abuse, and "
                "being over 16 does not change that.</p>"
            ),
        ),
        (
            "signs",
            {
                "heading": "What you may notice",
                "introduction": "Think about what is new, and about what others may have seen.",
                "items": [
                    "Going missing, even for short times, or being found far from home",
                    "Missing lessons, moving schools, or being about to be excluded",
                    "New things or money, or talk of a debt",
                    "A much older friend or partner, or someone who speaks for them",
                    "Injuries, infections, pregnancy or many visits for emergency contraception",
                    "Drugs or alcohol, or carrying a weapon to feel safe",
                    "More than one phone, or panic without it",
                    "Bringing other children along to meet someone",
                    "Sudden low mood, self-harm, anger or sleepiness",
                ],
                "note": (
                    "No signs does not mean no harm. Boys, disabled children, and children from communities who "
                    "trust services less are often missed."
                ),
            },
        ),
        (
            "steps",
            {
                "heading": "What to do the same day",
                "items": [
                    {
                        "title": "In danger now: call 999",
                        "text": "You do not need anybody’s leave to do this.",
                    },
                    {
                        "title": "Listen, and do not promise to keep a secret",
                        "text": (
                            "Let the child use their own words. Ask no leading questions. Tell them what you will "
                            "do next."
                        ),
                    },
                    {
                        "title": "Tell your safeguarding lead",
                        "text": (
                            "If you cannot reach them, call the safeguarding hub yourself. Anybody can make a referral."
                        ),
                    },
                    {
                        "title": "Share what is needed",
                        "text": (
                            "Data protection law lets you share to keep a child safe. Ask for consent where it is "
                            "safe, but do not wait for it."
                        ),
                    },
                    {
                        "title": "Write it down",
                        "text": (
                            "Use the child’s words, with date and time. Part fact from opinion. Note what you did "
                            "and why."
                        ),
                    },
                    {
                        "title": "Follow it up",
                        "text": (
                            "Have you heard nothing, or do you not agree with what was decided? Ask again, and "
                            "escalate."
                        ),
                    },
                ],
            },
        ),
        (
            "help_now",
            None,
        ),
        (
            "text",
            (
                "<h2>The words we use</h2>"
                "<p>Words shape what the next person does. Say what was done to the child, and who did "
                "it.</p>"
                "<ul>"
                "<li>Write “was made to”, not “agreed to”.</li>"
                "<li>Write “a man of 30 who abuses her”, not “her boyfriend”.</li>"
                "<li>Write “he was missing and somebody may be harming him”, not “he ran off "
                "again”.</li>"
                "<li>Write “she does not feel safe to talk to us yet”, not “she will not "
                "engage”.</li></ul>"
                "<h2>What happens next</h2>"
                "<p>The hub brings together what the partners know, and decides how urgent it is. It may ask you "
                "to a meeting. Come, even with little: your piece may complete the picture. A child who may be a "
                "victim of modern slavery is also referred to the national scheme for victims. The council or the "
                "police do this. A child does not have to agree to that.</p>"
                "<p>Then stay. One adult who keeps on turning up can make the difference.</p>"
            ),
        ),
        (
            "training",
            {
                "heading": "Training for you and your team",
                "text": "Short courses with people from other services. You do not need an account to book.",
                "audience": "professionals",
                "button": "See training for professionals",
            },
        ),
    ],
}
