#!/bin/sh
# Draws static/design/share.png, the picture that stands where somebody shares a page, from share.svg. Needs Chromium.
set -eu
cd "$(dirname "$0")"
drawn=$(mktemp --suffix=.png)
trap 'rm -f "$drawn"' EXIT
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1200,630 --screenshot="$drawn" "file://$PWD/share.svg"
python - "$drawn" static/design/share.png <<'PYTHON'
import sys
from PIL import Image

with Image.open(sys.argv[1]) as drawn:
    drawn.convert("RGB").crop((0, 0, 1200, 630)).quantize(24).save(sys.argv[2], optimize=True)
PYTHON
