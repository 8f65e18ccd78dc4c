#!/bin/sh
# Cuts the fonts of printed documents into fonts/, and writes down in covered.txt which signs they have. For maintainers:
# needs fonttools with brotli, NOTO naming the folder with the TTF files of Debian's fonts-noto-core, and EMOJI naming
# the .woff2 file of all emoji in @fontsource/noto-emoji. Nobody who runs the service needs it.
set -eu
cd "$(dirname "$0")"
out=fonts
letters='U+0020-007E,U+00A0-036F,U+0370-052F,U+1E00-1FFF,U+2000-206F,U+20A0-20BF,U+2116,U+2122,U+FFFD'
arabic='U+0020-007E,U+00A0,U+0600-06FF,U+0750-077F,U+200C-200F,U+202A-202E,U+2066-2069'
emoji='U+0020,U+200D,U+2600-27BF,U+2B50,U+2B55,U+FE0F,U+1F1E6-1F1FF,U+1F300-1F64F,U+1F680-1F6FF,U+1F90C-1F9FF'

cut() { # source, its signs, its shaping
  pyftsubset "$1" --unicodes="$2" --layout-features="$3" --no-hinting --output-file="$out/$4"
}

for weight in Regular Bold; do
  cut "$NOTO/NotoSans-$weight.ttf" "$letters" kern,liga,mark,mkmk,ccmp,locl "NotoSans-$weight.ttf"
  cut "$NOTO/NotoNaskhArabic-$weight.ttf" "$arabic" '*' "NotoNaskhArabic-$weight.ttf"
done
for script in Bengali Devanagari Gurmukhi Hebrew; do
  cut "$NOTO/NotoSans$script-Regular.ttf" '*' '*' "NotoSans$script-Regular.ttf"
done
cut "$EMOJI" "$emoji" '' NotoEmoji-Regular.ttf

python - "$out" <<'PYTHON'
import sys
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

signs = set()
for path in sorted(Path(sys.argv[1]).glob("*.ttf")):
    font = TTFont(path)
    font.flavor = None  # what came compressed is kept plain
    font.save(path)
    signs |= set(font.getBestCmap())
runs = [[sign for _place, sign in run] for _step, run in groupby(enumerate(sorted(signs)), lambda pair: pair[1] - pair[0])]
Path(sys.argv[1], "covered.txt").write_text("".join(f"{run[0]:x}-{run[-1]:x}\n" for run in runs))
PYTHON
