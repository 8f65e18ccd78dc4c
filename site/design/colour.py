"""Contrast as WCAG 2.2 reckons it (success criterion 1.4.3), and the shades made from the partnership's colour."""

import re

DEFAULT_BRAND = "#0b4f5c"
LEAST_CONTRAST = 4.5


def is_hex(colour):
    """Tell whether a text is a colour like #0b4f5c."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", colour or "") is not None


def channels(colour):
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def luminance(colour):
    """Return the relative luminance of a colour, from 0 (black) to 1 (white)."""
    parts = [part / 255 for part in channels(colour)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour, other, *, share):
    """Return `colour` with `share` of it replaced by `other`."""
    mixed = (round(a * (1 - share) + b * share) for a, b in zip(channels(colour), channels(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def shades_of(brand):
    """Return the shades the stylesheet asks for, made from the partnership's colour.

    Text in the colour stands on paper and on the tint as well as on white, where it has a little less contrast: it is
    darkened until it is legible there too.
    """
    tint = mix(brand, "#ffffff", share=0.91)
    text = brand
    while contrast(text, tint) < LEAST_CONTRAST:
        text = mix(text, "#000000", share=0.05)
    return {
        "brand": brand,
        "brand-text": text,
        "brand-dark": mix(brand, "#000000", share=0.28),
        "brand-tint": tint,
        "brand-line": mix(brand, "#ffffff", share=0.62),
    }
