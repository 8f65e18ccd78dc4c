"""Drawing charts by Vega-Lite, in a process of its own: the engine takes some 65 MB, which end with the process.

As a program it reads a JSON list of charts and writes one of {"svg", "png"}, the latter in base64 and at double size:
`python drawing.py FONTS`. It knows nothing of Django, so that it starts at once.
"""

import base64
import json
import subprocess
import sys

LONGEST_SECONDS = 60
SCALE = 2


def draw(specs, *, fonts):
    """Return {"svg", "png"} of each chart. Nothing is ever fetched from an address that a chart names."""
    import vl_convert

    vl_convert.register_font_directory(str(fonts))
    drawn = [vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]) for spec in specs]
    return [
        {"svg": svg, "png": base64.b64encode(vl_convert.svg_to_png(svg, scale=SCALE)).decode("ascii")} for svg in drawn
    ]


def draw_apart(specs, *, fonts):
    """Do so in a process of its own, one for all of them."""
    program = [sys.executable, "-I", __file__, str(fonts)]  # our modules beside it are not its own
    asked = json.dumps(specs).encode()
    done = subprocess.run(program, input=asked, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return json.loads(done.stdout)


if __name__ == "__main__":
    json.dump(draw(json.load(sys.stdin), fonts=sys.argv[1]), sys.stdout)
