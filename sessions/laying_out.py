"""Laying out a document by typst: in this process, or in one of its own that gives its memory back when it ends.

As a program it reads what is said as JSON and writes the PDF: `python laying_out.py TEMPLATE FONTS`. It knows nothing
of Django, so that it starts at once.
"""

import subprocess
import sys
from pathlib import Path

LONGEST_SECONDS = 120


def lay_out(said, *, template, fonts):
    """Return the PDF (UA-1) of a template to which `said`, a text, is given. typst refuses what is not accessible."""
    import typst  # loaded when it is first needed: most processes never print

    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"said": said},
        format="pdf",
        pdf_standards="ua-1",
    )


def lay_out_apart(said, *, template, fonts):
    """Do so in a process of its own: a document of hundreds of pages takes over half a megabyte for each."""
    program = [sys.executable, "-I", __file__, str(template), str(fonts)]  # our modules beside it are not its own
    done = subprocess.run(program, input=said.encode(), capture_output=True, timeout=LONGEST_SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


if __name__ == "__main__":
    template, fonts = map(Path, sys.argv[1:])
    sys.stdout.buffer.write(lay_out(sys.stdin.buffer.read().decode(), template=template, fonts=fonts))
