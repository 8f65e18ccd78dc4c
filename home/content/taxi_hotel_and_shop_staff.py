PAGE = {
    "title": "Taxi, hotel and shop staff",
    "slug": "taxi-hotel-and-shop-staff",
    "search_description": (
        "What drivers, hotel, takeaway and shop staff may see when a child is being exploited, and what to do on "
        "the spot."
    ),
    "way_title": "I drive a taxi, or work in a hotel or shop",
    "way_text": "What you may see at work, and what to do on the spot.",
    "content_warning": (
        "This page talks about children being abused. It gives no details of abuse. If it upsets you, stop, and "
        "talk to somebody you trust."
    ),
    "lead": "You see people come and go. You may be the only one who sees a child with somebody who means them harm.",
    "body": [
        (
            "text",
            (
                "<p>People who exploit children have to move them, feed them and find them a room. They use "
                "taxis, hotels, takeaways and shops. Most of the time it looks like any other job. One call from "
                "you can keep a child safe.</p>"
                "<p>A child is anybody under 18. It can be a boy or a girl. They may look older, and they may say "
                "that all is well. They may be rude to you because they are scared.</p>"
            ),
        ),
        (
            "signs",
            {
                "heading": "In a taxi or private-hire car",
                "introduction": "",
                "items": [
                    "A child is put in the car by an adult who does not seem to know them well",
                    "Somebody else books and pays, and the child does not know where they are going",
                    "A child goes to a hotel, a party or a house late at night, again and again",
                    "A child travels far alone with a bag and little money, or in school time",
                    "A child is upset, hurt, drunk or on drugs, or gets calls that scare them",
                ],
                "note": "",
            },
        ),
        (
            "signs",
            {
                "heading": "In a hotel or guest house",
                "introduction": "",
                "items": [
                    "An adult checks in with a child who seems nervous, or who is not like family to them",
                    "They pay in cash, bring no bags, or ask for a room that is hard to see",
                    "Many people come and go from one room",
                    "They do not want the room cleaned",
                    "A child waits about, or asks which room a person is in",
                ],
                "note": "",
            },
        ),
        (
            "signs",
            {
                "heading": "In a shop, takeaway, bar or gym",
                "introduction": "",
                "items": [
                    "Older people buy food, vapes or drink for the same children",
                    "Children hang about late, or in school time",
                    "Staff or customers give children free things, or ask for their number",
                    "A child gets in and out of different cars outside",
                    "A young worker seems afraid, is never alone, or does not keep their pay",
                ],
                "note": "One sign may mean nothing. Trust your feeling, and let somebody trained work it out.",
            },
        ),
        (
            "steps",
            {
                "heading": "What to do",
                "items": [
                    {
                        "title": "In danger now: call 999",
                        "text": "Say where you are, and that you fear a child is being exploited.",
                    },
                    {
                        "title": "Not in danger now: call the police or the safeguarding hub",
                        "text": (
                            "Do it on the same day. The numbers are on this page. Crimestoppers never asks for "
                            "your name."
                        ),
                    },
                    {
                        "title": "Stay safe and act as normal",
                        "text": (
                            "Do not argue, follow or block anybody. Be kind to the child. Ask: “Are you all right?”"
                        ),
                    },
                    {
                        "title": "Remember what you can",
                        "text": (
                            "Faces, clothes, names, number plates, room, times, and where they went. Write it "
                            "down soon."
                        ),
                    },
                    {
                        "title": "Keep what there is",
                        "text": "Save camera film, booking records and receipts until the police have asked for them.",
                    },
                    {
                        "title": "Tell your manager or operator",
                        "text": (
                            "Then they can look out for it too. If you think that a colleague is part of it, call "
                            "the police."
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
                "<h2>What happens next</h2>"
                "<p>Somebody trained will take your call, and may ring you back to ask more. They check it "
                "against what others have told them. You may not hear how it ended. Your call still counts, and "
                "so does the next one.</p>"
                "<p>You do not have to be sure. If you meant well and were wrong, you will not be in "
                "trouble.</p>"
                "<h2>Look after yourself too</h2>"
                "<p>Never be alone with a young customer longer than the job needs. Do not swap numbers with "
                "them. Keep a note of lone trips. It protects them, and it protects you.</p>"
            ),
        ),
        (
            "training",
            {
                "heading": "Training for drivers",
                "text": (
                    "Your council may ask for it before it grants or renews your licence. Bring your badge number."
                ),
                "audience": "taxi-trade",
                "button": "See training for drivers",
            },
        ),
    ],
}
