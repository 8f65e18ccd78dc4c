// Keeps registers without signal. Pages come from the network while there is one, and otherwise as they were kept; acts
// go through a queue in the order in which they were done, and each stays there until the server has said what became
// of it. A list is deleted once its time is over, or the server no longer knows its address.
import { Queue } from "workbox-background-sync";
import { clientsClaim } from "workbox-core";
import { registerRoute } from "workbox-routing";
import { NetworkFirst, StaleWhileRevalidate } from "workbox-strategies";

const PAGES = "registers";
const TWO_DAYS = 2 * 24 * 60;
const SECONDS_FOR_A_PAGE = 4;
const LONGEST_WAIT = 20_000;
const scope = new URL(self.registration.scope).pathname;
const REGISTER = /^([^/]+)\/$/;
const ENTRY = /^([^/]+)\/entry\/$/;

self.skipWaiting();
clientsClaim();

const within = (url) => (url.pathname.startsWith(scope) ? url.pathname.slice(scope.length) : "");
const pathOf = (url) => scope + within(url).split("/")[0] + "/";
const isGone = (answer) => answer.status === 404 || answer.status === 410;
const isOver = (answer) => Number(answer.headers.get("X-Register-Until")) < Date.now();

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}

// The page

const rules = {
  handlerWillStart: () => sweep(),
  cacheKeyWillBeUsed: async ({ request }) => pathOf(new URL(request.url)),
  fetchDidSucceed: async ({ request, response }) => {
    if (isGone(response)) await wipe(pathOf(new URL(request.url)));
    return response;
  },
  cacheWillUpdate: async ({ request, response }) => {
    if (response.status !== 200 || new URL(request.url).search) return null;
    if (!isOver(response)) return response;
    await forget(pathOf(new URL(request.url)));
    return null;
  },
  cachedResponseWillBeUsed: async ({ request, cachedResponse }) => {
    if (!cachedResponse || !isOver(cachedResponse)) return cachedResponse;
    await forget(pathOf(new URL(request.url)));
    return null;
  },
  handlerDidError: async () => new Response(NOT_KEPT, { status: 503, headers: { "Content-Type": "text/html" } }),
};
const NOT_KEPT =
  '<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  "<title>No signal</title><h1>No signal</h1><p>This register is not kept on this phone, or its time is over. " +
  "Open it again when there is signal, and write down on paper who comes until then.</p></html>";
const pages = new NetworkFirst({
  cacheName: PAGES,
  networkTimeoutSeconds: SECONDS_FOR_A_PAGE,
  matchOptions: { ignoreVary: true },
  plugins: [rules],
});
const parts = new StaleWhileRevalidate({ cacheName: "register-parts", matchOptions: { ignoreVary: true } });

registerRoute(({ url, request }) => request.mode === "navigate" && REGISTER.test(within(url)), pages);
registerRoute(({ url }) => url.origin === location.origin && /^\/static\/|^\/brand\.css$/.test(url.pathname), parts);

// Acts

const queue = new Queue("register-entries", {
  maxRetentionTime: TWO_DAYS,
  onSync: async () => {
    await flush();
    if (await queue.size()) throw new Error("Not everything has been sent"); // the browser then tries again
  },
});

registerRoute(
  ({ url, request }) => ENTRY.test(within(url)) && request.headers.has("X-Register-Entry"),
  async ({ request, event }) => {
    const said = Object.fromEntries(new URLSearchParams(await request.clone().text()));
    await queue.pushRequest({ request, metadata: { ...said, path: pathOf(new URL(request.url)) } });
    event.waitUntil(flush());
    return new Response(null, { status: 202, headers: { "X-Register-Entry": "queued" } });
  },
  "POST",
);

let sending;

async function flush() {
  if (sending) await sending;
  sending ??= sendAll().finally(() => (sending = undefined));
  await sending;
}

// An act leaves the queue only after it was answered: whoever ends this worker in between loses nothing.
async function sendAll() {
  for (let [first] = await queue.getAll(); first; [first] = await queue.getAll()) {
    let answer;
    try {
      answer = await fetch(first.request.clone(), { signal: AbortSignal.timeout(LONGEST_WAIT) });
    } catch {
      return;
    }
    const { key, path } = first.metadata;
    const outcome = answer.headers.get("X-Register-Entry");
    if (isGone(answer)) await wipe(path);
    else if (answer.status === 500) return letOthersPass(first);
    else if (!outcome && answer.status !== 400) return;
    else {
      await queue.shiftRequest();
      await tell({ type: "sent", key, outcome: outcome || "refused" });
    }
  }
}

// An act over which the server stumbles must not keep the others back.
async function letOthersPass(entry) {
  await queue.shiftRequest();
  await queue.pushRequest(entry);
}

// The list goes when its time is over; what has not been sent is still sent, for as long as the server takes it.
async function forget(path) {
  await (await caches.open(PAGES)).delete(path, { ignoreVary: true });
}

// A register that nobody opens again cannot delete itself: whichever is opened next sees to it.
async function sweep() {
  const kept = await caches.open(PAGES);
  for (const request of await kept.keys()) {
    const answer = await kept.match(request, { ignoreVary: true });
    if (answer && isOver(answer)) await forget(request.url);
  }
}

async function wipe(path) {
  await forget(path);
  for (let left = await queue.size(); left > 0; left--) {
    const entry = await queue.shiftRequest();
    if (entry && entry.metadata.path !== path) await queue.pushRequest(entry);
  }
  await tell({ type: "ended", path });
}

// What pages ask

const ANSWERS = {
  flush,
  keep: async ({ path, parts: urls }, event) => {
    const handled = [[pages, path], ...urls.map((url) => [parts, url])].map(([strategy, url]) =>
      strategy.handleAll({ event, request: new Request(url) })[1].catch(() => undefined),
    );
    await Promise.all(handled);
  },
  queue: async (_message, event) => {
    const entries = (await queue.getAll()).map((entry) => entry.metadata);
    event.source.postMessage({ type: "queue", entries });
  },
  forget: ({ path }) => forget(path),
};

self.addEventListener("message", (event) => {
  const answer = ANSWERS[event.data?.type];
  if (answer) event.waitUntil(answer(event.data, event));
});
