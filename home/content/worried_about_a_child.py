# ruff: noqa: RUF001 - the apostrophes are meant to be printed ones
PAGE = {
    "title": "Worried about a child?",
    "slug": "worried-about-a-child",
    "search_description": (
        "The signs that somebody may be exploiting a child, what to do now, and what happens when you tell us."
    ),
    "way_title": "I am worried about a child",
    "way_text": "What to look for, who to tell, and what happens then.",
    "content_warning": (
        "This page talks about children being abused. There are no details of abuse. If it is hard to read, stop "
        "here: the numbers at the foot of the page are for you too."
    ),
    "lead": "You do not need to be sure, and you do not need proof. If something feels wrong, tell somebody today.",
    "body": [
        (
            "help_now",
            None,
        ),
        (
            "text",
            (
                "<p>You may be a neighbour, a friend, a coach or a shop worker. You may have seen one small "
                "thing. It may be the piece that makes sense of what others have seen.</p>"
                "<h2>What exploitation is</h2>"
                "<p>Somebody uses their power over a child to make or trick them into doing things. It may be "
                "about sex. It may be about moving drugs, money or weapons. It may be a man or a woman, an adult "
                "or another young person. It can happen to any child, boy or girl, and it can happen only on a "
                "phone.</p>"
                "<p>The child may say they are happy. They may say that this person is their boyfriend, "
                "girlfriend or best friend. That is how it works: the person has made them think so. A child "
                "cannot consent to abuse.</p>"
            ),
        ),
        (
            "signs",
            {
                "heading": "Signs you may see",
                "introduction": "Look for change. Is this child not as they were a few months ago?",
                "items": [
                    "They go missing, stay out late or are not in school",
                    "They have new things that nobody can explain, such as a phone, clothes or money",
                    "They have older friends, or get into cars with people you do not know",
                    "They get a lot of messages and hide the screen, or seem scared when the phone rings",
                    "They have two phones, hotel keys or train tickets to places they do not know",
                    "They are hurt, very tired, or use drink or drugs",
                    "They have stopped seeing old friends or doing things they loved",
                    "They are angry, low, frightened or very quiet",
                ],
                "note": (
                    "One sign does not mean a child is being harmed. Some children show no signs. Trust what you "
                    "notice."
                ),
            },
        ),
        (
            "steps",
            {
                "heading": "What to do now",
                "items": [
                    {
                        "title": "If a child is in danger now, call 999",
                        "text": "Do this too if you see a child being taken away in a car or held in a room.",
                    },
                    {
                        "title": "If not, call the safeguarding hub",
                        "text": (
                            "The number is in the box on this page. At night or the weekend, call the second number."
                        ),
                    },
                    {
                        "title": "Write down what you saw",
                        "text": (
                            "Note the day, the time and the place. Note a car’s number plate or a name, if you know it."
                        ),
                    },
                    {
                        "title": "If the child talks to you, listen",
                        "text": (
                            "Stay calm. Do not ask for details. Say that you believe them, and that you will get help."
                        ),
                    },
                    {
                        "title": "Do not face the person yourself",
                        "text": "It could put you and the child in more danger. Leave that to the police.",
                    },
                ],
            },
        ),
        (
            "quotation",
            {
                "text": (
                    "I am glad you told me. You have done nothing wrong. I will help you tell somebody who can "
                    "make it stop."
                ),
                "source": "Words you can use",
            },
        ),
        (
            "text",
            (
                "<h2>What happens next</h2>"
                "<p>A trained person will take your call. They will ask what you saw and how you know the child. "
                "You can tell them if you do not want to give your name.</p>"
                "<p>They look at what else is known. They may speak to the child, the family, the school or the "
                "police. They decide together how best to keep the child safe. You may not be told what was done, "
                "because it is private. That does not mean nothing happened.</p>"
                "<p>If you are still worried later, call again. Each call counts.</p>"
            ),
        ),
        (
            "details",
            {
                "summary": "What if I am wrong?",
                "text": (
                    "<p>You will not be in trouble for being wrong if you meant well. It is the job of the people "
                    "you call to find out. It is not yours. It is better to say something that turns out to be "
                    "nothing.</p>"
                ),
            },
        ),
        (
            "details",
            {
                "summary": "What if it is happening online?",
                "text": (
                    "<p>You can tell the CEOP Safety Centre, which is part of the National Crime Agency. Do not "
                    "delete the messages. Do not send a picture of a child on to anybody, not even to the police. "
                    "Tell them that it is there.</p>"
                ),
            },
        ),
    ],
}
