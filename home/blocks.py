"""What an editor can put on a page. Each piece has its own template in `templates/home/blocks/`."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["h2", "h3", "bold", "link", "ul", "ol"]
SMALL_TEXT_FEATURES = ["bold", "link", "ul", "ol"]


def audience_choices():
    """Return the audiences by short name, read when an editor opens the form."""
    from courses.models import Audience

    return list(Audience.objects.values_list("slug", "name"))


class ContentWarningBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("text"),
        max_length=300,
        help_text=_("Say what people may find hard, in one or two calm sentences, and that they can stop."),
    )

    class Meta:
        label = _("Content warning")
        icon = "warning"
        template = "home/blocks/content_warning.html"


class SignsBlock(blocks.StructBlock):
    """A list to recognise something by."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    introduction = blocks.CharBlock(label=_("introduction"), max_length=400, required=False)
    items = blocks.ListBlock(blocks.CharBlock(max_length=200), label=_("signs"), min_num=1)
    note = blocks.CharBlock(
        label=_("note"),
        max_length=400,
        required=False,
        help_text=_("Stands below the list, such as “One sign alone does not mean that a child is being harmed.”"),
    )

    class Meta:
        label = _("Signs")
        icon = "list-ul"
        template = "home/blocks/signs.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("what to do"), max_length=120)
    text = blocks.CharBlock(label=_("more about it"), max_length=400, required=False)


class StepsBlock(blocks.StructBlock):
    """Things to do in their order."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    items = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=1)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        template = "home/blocks/steps.html"


class QuotationBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("words"), max_length=400)
    source = blocks.CharBlock(
        label=_("who said it, or when to say it"),
        max_length=150,
        required=False,
        help_text=_("No child is ever named, and no words by which a child could be known."),
    )

    class Meta:
        label = _("Quotation or words to use")
        icon = "openquote"
        template = "home/blocks/quotation.html"


class TrainingBlock(blocks.StructBlock):
    """The way from a page to the training for its readers."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.CharBlock(label=_("text"), max_length=300, required=False)
    audience = blocks.ChoiceBlock(
        label=_("training for"),
        choices=audience_choices,
        required=False,
        help_text=_("The button opens the list of training with this audience chosen. Empty: all training."),
    )
    button = blocks.CharBlock(label=_("words on the button"), max_length=60)

    class Meta:
        label = _("Way to training")
        icon = "date"
        template = "home/blocks/training.html"


class DetailsBlock(blocks.StructBlock):
    summary = blocks.CharBlock(label=_("line to open"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=SMALL_TEXT_FEATURES)

    class Meta:
        label = _("More for some readers")
        icon = "collapse-down"
        template = "home/blocks/details.html"


class HelpNowBlock(blocks.StaticBlock):
    class Meta:
        label = _("Help now")
        icon = "help"
        admin_text = _("The numbers to ring now, from the settings.")
        template = "home/blocks/help_now.html"


class ContactBlock(blocks.StaticBlock):
    class Meta:
        label = _("Whom to ask about training")
        icon = "mail"
        admin_text = _("The e-mail address and telephone number about training, from the settings.")
        template = "home/blocks/contact.html"


class PageBody(blocks.StreamBlock):
    """The pieces of every page."""

    text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=TEXT_FEATURES, template="home/blocks/text.html"
    )
    signs = SignsBlock()
    steps = StepsBlock()
    quotation = QuotationBlock()
    details = DetailsBlock()
    training = TrainingBlock()
    help_now = HelpNowBlock()
    contact = ContactBlock()
    content_warning = ContentWarningBlock()
