#!/bin/sh
# Rebuilds static/sessions/register-reader.js and .wasm from register-reader.mjs and zxing-wasm. For maintainers: needs
# Node and `npm install` in this folder, or MODULES naming a node_modules folder elsewhere. Nobody who runs the service
# needs it.
set -eu
cd "$(dirname "$0")"
modules="${MODULES:-node_modules}"
out=../static/sessions

# The address from which it would load its program unasked is cut off: ours is named by the page.
NODE_PATH="$modules" "$modules/.bin/esbuild" register-reader.mjs --bundle --minify --format=esm --target=es2020 --legal-comments=none \
  --banner:js="/*! With zxing-wasm 3.1.4, (c) 2023 Ze-Zheng Wu, and ZXing-C++: see register-reader-licence.txt */" |
  sed 's|https://fastly\.jsdelivr\.net/npm/||' >"$out/register-reader.js"
cp "$modules/zxing-wasm/dist/reader/zxing_reader.wasm" "$out/register-reader.wasm"
{ echo "zxing-wasm"; cat "$modules/zxing-wasm/LICENSE"; echo; echo "ZXing-C++"; cat zxing-cpp-licence.txt; } >"$out/register-reader-licence.txt"
