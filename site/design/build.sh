#!/bin/sh
# Rebuilds static/design/ from styles/ and scripts/. For maintainers: needs Node and `npm install` in this folder,
# or MODULES naming a node_modules folder elsewhere. Nobody who runs the service needs it.
set -eu
cd "$(dirname "$0")"
modules="${MODULES:-node_modules}"
out=static/design

for sheet in muster muster-small; do
  "$modules/.bin/sass" --no-source-map --style=compressed --quiet-deps --load-path="$modules" "styles/$sheet.scss" "$out/$sheet.css"
  "$modules/.bin/rtlcss" "$out/$sheet.css" "$out/$sheet-rtl.css"
done

# Only the components in use, in one file without a source map.
NODE_PATH="$modules" "$modules/.bin/esbuild" scripts/muster.mjs --bundle --minify --format=esm --target=es2020 \
  --legal-comments=none --outfile="$out/muster.js"
cp "$modules/htmx.org/dist/htmx.min.js" "$out/htmx.min.js"

# Cut to what is used on screen, and no hinting: 50 kB is the budget for the Latin letters. Needs fonttools and brotli.
if command -v pyftsubset >/dev/null; then
  for script in latin latin-ext; do
    for weight in 400 700; do
      pyftsubset "$modules/@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-$script-$weight-normal.woff2" \
        --unicodes='*' --layout-features=kern,liga,mark,mkmk,ccmp,locl --no-hinting --desubroutinize --flavor=woff2 \
        --output-file="$out/fonts/atkinson-hyperlegible-$script-$weight.woff2"
    done
  done
fi
for weight in 400 700; do
  cp "$modules/@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-$weight-normal.woff2" "$out/fonts/noto-naskh-arabic-$weight.woff2"
done
