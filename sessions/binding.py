"""Binding several tagged PDFs into one, so that screen readers find their way through it as through each of them.

Pages alone are not enough: each part's tree of tags, and the list that leads from a page back into it, go along, with
numbers of their own. As a program it writes to TARGET what it reads as JSON, the list of files and that of the pages'
names: `python binding.py TARGET`. It knows nothing of Django, so that it starts at once.
"""

import json
import subprocess
import sys
from contextlib import ExitStack

LONGEST_SECONDS = 120


def bind(parts, *, names, to):
    """Write one PDF of all parts; language, title and the claim of PDF/UA are the first one's.

    `parts` are paths of PDFs as laying_out makes them, by one template; `names` is what the table of contents calls
    each page. All parts stay open until the end: pages are copied when the whole is written.
    """
    import pikepdf  # loaded when it is first needed: most processes never bind

    with ExitStack() as open_parts:
        whole, *others = [open_parts.enter_context(pikepdf.open(part)) for part in parts]
        for other in others:
            append(other, to=whole)
        with whole.open_outline() as contents:
            contents.root[:] = [pikepdf.OutlineItem(name, number) for number, name in enumerate(names)]
        whole.save(to)


def append(part, *, to):
    """Add a part's pages, and hang what its tags say of them under the document's own."""
    tree = to.Root.StructTreeRoot
    first = int(tree.ParentTreeNextKey)
    for page in part.pages:
        page.StructParents += first
        for annotation in page.get("/Annots", []):
            annotation.StructParent += first
    to.pages.extend(part.pages)
    added = to.copy_foreign(part.Root.StructTreeRoot)
    document = tree.K[0]
    for tags in added.K[0].K:
        tags.P = document
        document.K.append(tags)
    numbers = list(added.ParentTree.Nums)
    for key, tags in zip(numbers[::2], numbers[1::2], strict=True):
        tree.ParentTree.Nums.extend([int(key) + first, tags])
    tree.ParentTreeNextKey = first + int(added.ParentTreeNextKey)
    for name, role in added.get("/RoleMap", {}).items():
        tree.RoleMap[name] = role


def bind_apart(parts, *, names, to):
    """Do so in a process of its own, which gives its memory back when it ends."""
    program = [sys.executable, "-I", __file__, str(to)]
    said = json.dumps({"parts": [str(part) for part in parts], "names": names})
    done = subprocess.run(program, input=said.encode(), capture_output=True, timeout=LONGEST_SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))


if __name__ == "__main__":
    bind(**json.loads(sys.stdin.buffer.read()), to=sys.argv[1])
