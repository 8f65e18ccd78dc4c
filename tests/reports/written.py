"""Reading the files of a report again: what a reader finds in them, and every byte that is inside."""

import io
import zipfile

import pikepdf
import pypdfium2
from docx import Document
from docx.table import Table

SHOWN_AS_PICTURES = (".png", ".jpeg", ".ttf")


def tables_in_word(content):
    """Return {caption: rows of text} of a Word document."""
    found, caption = {}, ""
    for part in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Table):
            found[caption] = [[cell.text for cell in row.cells] for row in part.rows]
        elif part.style.name == "Caption":
            caption = part.text
    return found


def text_of_pdf(content):
    """Return all that can be copied out of a PDF, without any white space."""
    pdf = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    return letters(text)


def letters(text):
    return "".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def elements_of(pdf):
    """Yield the elements of a tagged PDF in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(reversed(list(each)))
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            if "/K" in each:
                waiting.append(each.K)


def everything_in(content, *, ending):
    """Return all text of a file, unpacked: markup, attributes, properties, texts of pictures."""
    if ending in {"docx", "xlsx"}:
        parts = zipfile.ZipFile(io.BytesIO(content))
        named = [name for name in parts.namelist() if not name.endswith(SHOWN_AS_PICTURES)]
        return "\n".join(parts.read(name).decode() for name in named)
    if ending == "pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            alternatives = [str(each.get("/Alt", "")) for each in elements_of(pdf)]
            return "\n".join([text_of_pdf(content), *alternatives, *map(str, pdf.docinfo.values())])
    return content.decode("utf-8-sig")
