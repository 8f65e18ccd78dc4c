"""Tags that the page templates and components need."""

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info

from design.errors import links_to_errors
from design.keeping import kept_of_site
from design.renderer import GovukRenderer

register = template.Library()


@register.filter
def dialled(number):
    """Return a telephone number as a `tel:` address dials it: its digits, and a leading plus."""
    number = str(number)
    return ("+" if number.strip().startswith("+") else "") + "".join(sign for sign in number if sign.isdigit())


@register.filter
def govuk(form):
    """Render a form that is not ours (allauth's) the way ours are."""
    form.renderer = GovukRenderer()
    form.use_required_attribute = False
    return form.render(template_name=form.renderer.form_template_name)


@register.simple_tag
def translated_path(path):
    """Return `path` with the prefix of the language being spoken; the default language has none."""
    return path if get_language() in {settings.LANGUAGE_CODE, None} else f"/{get_language()}{path}"


@register.simple_tag(takes_context=True)
def navigation_link(context, path, text):
    """Return an item of the main menu, marked when the reader is on it or below it."""
    address = translated_path(path)
    here = getattr(context.get("request"), "path", "")
    current = here == address or (path != "/" and here.startswith(address))
    mark = mark_safe(' aria-current="page"' if here == address else ' aria-current="true"') if current else ""
    return format_html('<li><a class="muster-navigation__link" href="{}"{}>{}</a></li>', address, mark, text)


@register.simple_tag(takes_context=True)
def language_links(context):
    """Return this page's address in each language it exists in, the current one marked."""
    request = context.get("request")
    if request is None:
        return []
    spoken = get_language()
    addresses = addresses_of_page(context["page"]) if hasattr(context.get("page"), "get_translations") else None
    here = request.get_full_path()
    links = []
    for code, name in settings.LANGUAGES:
        if code == spoken:
            path = here
        elif addresses is None:
            path = translate_url(here, code)
        else:
            path = addresses.get(code)
        if code == spoken or (path and path != here):
            links.append(language_link(code, name, path, is_current=code == spoken))
    return links


def language_link(code, name, path, *, is_current):
    direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
    return {"code": code, "name": name, "path": path, "direction": direction, "is_current": is_current}


def addresses_of_page(page):
    """Return the addresses of a Wagtail page's published translations by language."""
    return kept_of_site(f"addresses-{page.pk}", lambda: addresses_by_language(page)) if page.pk else {}


def addresses_by_language(page):
    translations = page.get_translations(inclusive=True).live().select_related("locale")
    return {translation.locale.language_code: translation.url for translation in translations}


@register.simple_tag
def error_links(form=None, forms=None):
    """Return what is wrong in a form or several, each with the id of the field to put right."""
    return [link for one in (forms or [form]) if one for link in links_to_errors(one)]


@register.simple_tag(takes_context=True)
def page_address(context, number):
    """Return the address of another page of a list, with the filters kept."""
    parameters = context["request"].GET.copy()
    parameters["page"] = number
    return "?" + parameters.urlencode()


@register.tag
def shared(parser, token):
    """`{% shared "footer" %}…{% endshared %}`: a piece of a page that is the same for everybody on every page."""
    _tag, name = token.split_contents()
    nodes = parser.parse(["endshared"])
    parser.delete_first_token()
    return SharedPiece(name.strip('"'), nodes)


class SharedPiece(template.Node):
    def __init__(self, name, nodes):
        self.name, self.nodes = name, nodes

    def render(self, context):
        return kept_of_site(f"piece-{self.name}-{get_language()}", lambda: self.nodes.render(context))
