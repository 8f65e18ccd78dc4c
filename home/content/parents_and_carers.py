PAGE = {
    "title": "Parents and carers",
    "slug": "parents-and-carers",
    "search_description": (
        "If you think somebody is exploiting your child: what to look for, how to talk, what to do and who will help."
    ),
    "way_title": "I am a parent or carer",
    "way_text": "How to talk with your child, and how to get help.",
    "content_warning": (
        "This page talks about children being abused, and may bring up strong feelings. Take your time, and take "
        "a break if you need one."
    ),
    "lead": (
        "If somebody is exploiting your child, you are not to blame, and nor is your child. You do not have to "
        "face it alone."
    ),
    "body": [
        (
            "text",
            (
                "<p>People who exploit children are good at it. They learn what a child likes and what a child "
                "misses. They give attention, gifts or a feeling of being grown up. Step by step they come "
                "between the child and the family. It happens to girls and boys, and in loving homes.</p>"
                "<p>You know your child best. If you feel that something is wrong, that counts.</p>"
            ),
        ),
        (
            "signs",
            {
                "heading": "What you may notice",
                "introduction": "Growing up brings changes too. Look for several at once, or a sudden change.",
                "items": [
                    "Going missing, or coming home late and not saying where they were",
                    "A new phone, clothes, trainers, vapes or money that you did not give",
                    "Messages at all hours, and a screen that is always turned away",
                    "New friends you never meet, or who are older",
                    "Being picked up or dropped off by people you do not know",
                    "Missing school, or marks that drop",
                    "Bruises, or asking for help with their sexual health",
                    "Being afraid, angry or tearful, or hurting themselves",
                    "Talking about owing somebody",
                ],
                "note": "Boys show these signs too. Theirs are more often taken for bad behaviour.",
            },
        ),
        (
            "steps",
            {
                "heading": "What to do now",
                "items": [
                    {
                        "title": "If your child is in danger, call 999",
                        "text": (
                            "If your child is missing, call the police at once. You do not have to wait for a day."
                        ),
                    },
                    {
                        "title": "Call the safeguarding hub",
                        "text": "Tell them what you have seen. You can ask for advice before you decide anything.",
                    },
                    {
                        "title": "Keep a diary",
                        "text": (
                            "Write down times, places, names, user names, number plates and what your child was "
                            "wearing."
                        ),
                    },
                    {
                        "title": "Keep messages and things",
                        "text": (
                            "Do not wash clothes or delete chats that may matter. Do not send pictures of a child on."
                        ),
                    },
                    {
                        "title": "Tell the school",
                        "text": (
                            "Ask for the person who leads on safeguarding. They can watch out for your child in "
                            "the day."
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
                "<h2>Talking with your child</h2>"
                "<p>Pick a calm time, side by side, such as in the car or on a walk. Say what you have noticed. "
                "Ask, then leave space. Your child may be scared, or may love this person, or may not see it as "
                "harm. If they get angry, try again another day.</p>"
                "<p>Try not to shout, to blame, or to take the phone away as a punishment. The person who harms "
                "them has often said: “Your parents will hate you.” Show that this is not true.</p>"
            ),
        ),
        (
            "quotation",
            {
                "text": (
                    "I have seen that you are not yourself. I am not cross. Whatever has happened, it is not your "
                    "fault, and I will help you."
                ),
                "source": "Words you can use",
            },
        ),
        (
            "text",
            (
                "<h2>What happens next</h2>"
                "<p>A social worker may talk with you and your child and make a plan with you. The police may "
                "look for the people who did this. Many areas have workers whose only job is to stand by young "
                "people and their parents. Your child should be treated as somebody who has been harmed, not as "
                "somebody who did wrong.</p>"
                "<p>It can take a long time for a child to pull away. They may go back more than once. That is "
                "not your failure or theirs. Keep the door open.</p>"
                "<h2>Looking after yourself</h2>"
                "<p>Parents often feel shock, shame and anger. Talk to somebody you trust, to your doctor or to a "
                "helpline. Brothers and sisters may need somebody to talk to as well.</p>"
            ),
        ),
        (
            "training",
            {
                "heading": "Come and learn with other parents",
                "text": "We talk with groups of parents and carers. It is free, and nobody writes down your name.",
                "audience": "parents-and-carers",
                "button": "See talks for parents and carers",
            },
        ),
    ],
}
