"""Reading a PDF as readers' programs do."""

import unicodedata

import pypdfium2

# The reader repeats the letters of a joined pair that carries a mark; the letters themselves are the right ones.
READ_TWICE = {"پروین گُل"}


def texts_of(pdf, **bounds):
    """Return the text of each page, as a reader copies it; `bounds` in points leave out what lies beside."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[number].get_textpage().get_text_bounded(**bounds) for number in range(len(document))]


def squeezed(text):
    """Return a text without what its layout adds: ends of lines, and places where a long word may break."""
    return "".join(unicodedata.normalize("NFC", text).replace("\u200b", "").split())


def number_of_pages(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)
