PAGE = {
    "title": "Young people: is somebody using you?",
    "slug": "young-people",
    "search_description": (
        "How to tell if somebody is using you, what you can do, and who will listen. It is not your fault."
    ),
    "way_title": "I am a young person",
    "way_text": "Is somebody using you or a friend? It is not your fault.",
    "content_warning": (
        "This page is about people who hurt or use children. You can stop reading at any time. To leave fast, tap "
        "“Exit this page”."
    ),
    "lead": (
        "If somebody is hurting you or using you, it is not your fault. You can get help, and you can get it today."
    ),
    "body": [
        (
            "text",
            (
                "<h2>What is going on?</h2>"
                "<p>Some people make friends with a child so that they can use them. They may be older than you, "
                "or about your age. You may have met them online. They can be men or women. They can be people "
                "you like a lot.</p>"
                "<p>At first it feels good. They listen to you. They may give you gifts, lifts, food, vapes, "
                "drink, drugs or a place to hang out. They make you feel special.</p>"
                "<p>Then it changes. They say you owe them. They want you to do things. It may be sex, or "
                "pictures of your body. It may be carrying drugs, money or a knife. They may say they will hurt "
                "you or tell on you if you say no.</p>"
                "<p>This is called exploitation. It happens to boys and to girls, and to people who are neither. "
                "It is against the law. The person doing it is the one in the wrong. You are not.</p>"
            ),
        ),
        (
            "signs",
            {
                "heading": "Does any of this sound right?",
                "introduction": "Think of somebody you know, or met online. Do they:",
                "items": [
                    "give you things, then say you owe them",
                    "want you to keep secrets from your family or friends",
                    "ask you for nude pictures, or say they will share the ones they have",
                    "want to know where you are all the time",
                    "get you to miss school or stay out at night",
                    "ask you to carry a bag, or to use your bank card",
                    "tell you to bring your friends along",
                    "scare you, or make you feel bad when you say no",
                ],
                "note": "If you said yes to even one, talk to somebody. You do not have to be sure.",
            },
        ),
        (
            "steps",
            {
                "heading": "What you can do",
                "items": [
                    {
                        "title": "If you are in danger now, call 999",
                        "text": "Get to a place with other people, like a shop. Ask the staff to help you.",
                    },
                    {
                        "title": "Tell an adult you trust",
                        "text": (
                            "It could be a parent, a teacher, a nurse or a youth worker. If they do not listen, "
                            "tell another one."
                        ),
                    },
                    {
                        "title": "Call or chat to Childline",
                        "text": (
                            "It is free, day or night, and you do not need to give your name. The number is at "
                            "the foot of this page."
                        ),
                    },
                    {
                        "title": "Keep the messages",
                        "text": (
                            "You may want to delete it all. If you can, keep it. It helps the police to stop them."
                        ),
                    },
                ],
            },
        ),
        (
            "quotation",
            {
                "text": "Something is going on and I do not know what to do. Can I talk to you?",
                "source": "One way to start, if it is hard to find the words",
            },
        ),
        (
            "help_now",
            None,
        ),
        (
            "text",
            (
                "<h2>Pictures</h2>"
                "<p>Did somebody share a nude of you, or say they will? Do not pay them. Do not send more. You "
                "are not in trouble. A free tool called Report Remove can help to take it down. Childline will "
                "show you how to use it.</p>"
                "<h2>What happens if I tell?</h2>"
                "<p>The person you tell will listen. If you may be in danger, they will have to tell others who "
                "can help. They should tell you first. You can ask what will happen. You can say what you want "
                "and what you are afraid of.</p>"
                "<p>You may feel that it is your fault. You may have said yes, or broken a rule, or gone back. It "
                "is still not your fault. A child cannot agree to be abused.</p>"
                "<h2>Worried about a friend?</h2>"
                "<p>Tell them you care. Do not go with them to see that person. Then tell an adult, even if you "
                "said you would keep it secret. It may feel wrong, but it can keep your friend safe.</p>"
            ),
        ),
        (
            "details",
            {
                "summary": "Does this site know who I am?",
                "text": (
                    "<p>No. We do not ask for your name here and we do not track you. But this page will show in "
                    "the history on your phone. You may want to delete it from there.</p>"
                ),
            },
        ),
    ],
}
