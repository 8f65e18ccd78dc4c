#!/bin/sh
# Rebuilds static/sessions/register-worker.js from register-worker.mjs and Workbox. For maintainers: needs Node and
# `npm install` in this folder, or MODULES naming a node_modules folder elsewhere. Nobody who runs the service needs it.
set -eu
cd "$(dirname "$0")"
modules="${MODULES:-node_modules}"
out=../static/sessions

NODE_PATH="$modules" "$modules/.bin/esbuild" register-worker.mjs --bundle --minify --format=iife --target=es2020 \
  --define:process.env.NODE_ENV='"production"' --legal-comments=none --outfile="$out/register-worker.js" \
  --banner:js="/*! With Workbox 7.4.1, (c) 2018 Google LLC, and idb, (c) 2016 Jake Archibald: see register-worker-licence.txt */"
{ echo "Workbox"; cat "$modules/workbox-core/LICENSE"; echo; echo "idb"; cat "$modules/idb/LICENSE"; } >"$out/register-worker-licence.txt"
