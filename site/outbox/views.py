"""The texts of messages, and the addresses that take none, in the back office."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outbox import editing
from outbox.bouncing import try_again
from outbox.forms import TextForm
from outbox.models import BouncedAddress
from outbox.texts import REGISTRY, texts_in_use, words_for

may_change_texts = permission_required("outbox.change_messagetext", raise_exception=True)
may_clear_addresses = permission_required("outbox.change_bouncedaddress", raise_exception=True)


@require_safe
@may_change_texts
def message_texts(request):
    used = texts_in_use()
    rows = [{"text": text, "languages": languages_of(text, used=used)} for text in REGISTRY.values()]
    return render(request, "outbox/texts.html", {"rows": rows})


def languages_of(text, *, used, chosen=""):
    """Return the languages a text can be read in, each with its address and whether its words were changed."""
    return [
        {
            "name": name,
            "code": code,
            "url": reverse("message_text", args=[text.name, code]),
            "is_changed": (text.name, code) in used,
            "is_chosen": code == chosen,
        }
        for code, name in settings.LANGUAGES
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@may_change_texts
def message_text(request, name, language):
    """Show a text with its preview, and do with it what the button that was pressed says."""
    text = REGISTRY.get(name)
    if text is None or language not in dict(settings.LANGUAGES):
        raise Http404
    if request.POST.get("act") == "standard":
        editing.use_standard_text(text, language=language, by=request.user)
        messages.success(request, _("The standard text is in use again."))
        return redirect("message_text", name, language)
    words = words_for(name, language)
    form = TextForm(request.POST or None, text=text, initial=editing.as_dict(words))
    if form.is_bound and form.is_valid():
        words = editing.words_from(form.cleaned_data)
        if (done := act(request, text, language=language, words=words)) is not None:
            return done
    return render(request, "outbox/text.html", page_of(text, language=language, words=words, form=form))


def act(request, text, *, language, words):
    """Save the words or send them as a test; None where they are only to be looked at."""
    if request.POST.get("act") == "save":
        editing.change_text(text, language=language, words=words, by=request.user)
        messages.success(request, _("The text is changed. Within a minute, every message that is written uses it."))
        return redirect("message_text", text.name, language)
    if request.POST.get("act") == "test":
        editing.send_test(text, language=language, words=words, to=request.user.email)
        said = _("A test is on its way to %(address)s. The text is not saved yet.") % {"address": request.user.email}
        messages.success(request, said)
    return None


def page_of(text, *, language, words, form):
    used = texts_in_use()
    subject, plain, page = editing.preview(text, language=language, words=words)
    return {
        "text": text,
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "form": form,
        "languages": languages_of(text, used=used, chosen=language),
        "is_changed": (text.name, language) in used,
        "subject": subject,
        "plain": plain,
        "page": page,
        "changes": editing.changes_to(text, language=language),
    }


@require_safe
@may_clear_addresses
def bounced_addresses(request):
    return render(request, "outbox/bounced.html", {"bounced": BouncedAddress.objects.all()[:500]})


@require_POST
@may_clear_addresses
def try_address_again(request, pk):
    bounce = get_object_or_404(BouncedAddress, pk=pk)
    going = try_again(bounce, by=request.user)
    said = _("%(address)s is tried again. Messages that go out now: %(number)s.")
    messages.success(request, said % {"address": bounce.address, "number": going})
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "bounced_addresses")
