// The register without this file: every button sends a form. With it: nothing is reloaded, and without signal each act
// waits in the worker's queue until it is sent. Each act has a key of its own, so that sending twice does no harm.
const page = document.getElementById("register");
const words = page.dataset;
const path = location.pathname.replace(/(register\/[^/]+\/).*/, "$1");
const lines = document.getElementById("lines");
const unsent = new Map(); // by key: what was said, in the order in which it was done
const ONCE_MORE = 10_000;

const randomText = (length) =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (n) => "0123456789abcdefghjkmnpqrstvwxyz"[n % 32]).join("");

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The same for what this browser sends of this register; it says no more and goes with the list.
function deviceName() {
  const name = localStorage.getItem(path) || randomText(8);
  localStorage.setItem(path, name);
  return name;
}

// Acts

const STATES = {
  tick: ["here", words.here],
  late: ["late", words.late],
  left_early: ["left_early", words.left],
  undo: ["absent", words.absent],
};

const actOf = (said) => ["tick", "undo", "late", "left_early", "note", "substitute", "confirm", "walk_in"].find((act) => act in said);

function show(said) {
  const act = actOf(said);
  const line = said[act] && document.getElementById(said[act]);
  if (act === "walk_in" && lines) {
    const item = document.createElement("li");
    item.dataset.key = said.key;
    item.append(plainLine(said.name, said.organisation, words.here));
    lines.prepend(item);
  }
  if (!line) return;
  line.before_it ??= line.cloneNode(true);
  line.classList.add("is-unsent");
  const how = line.querySelector("em");
  how.dataset.unsent = words.unsent;
  if (act in STATES) [line.dataset.state, how.textContent] = STATES[act];
  const button = line.querySelector("button");
  if (button && act in STATES) {
    button.name = act === "undo" ? "tick" : "undo";
    button.textContent = act === "undo" ? words.here : words.undo;
    button.ariaLabel = `${button.textContent}: ${line.querySelector("b").textContent}`;
  }
}

function plainLine(name, organisation, state) {
  const line = document.createElement("div");
  line.className = "line is-unsent";
  const [who, strong, where, how] = ["p", "b", "span", "em"].map((tag) => document.createElement(tag));
  [strong.textContent, where.textContent, how.textContent] = [name, organisation || "", state];
  how.dataset.unsent = words.unsent;
  strong.dir = where.dir = "auto";
  who.append(strong, where);
  line.append(who, how);
  return line;
}

let soon;

// What is sent within a second needs no words.
function countUnsent() {
  clearTimeout(soon);
  if (unsent.size === 0) sayUnsent();
  else soon = setTimeout(sayUnsent, 1000);
}

function sayUnsent() {
  const bar = document.getElementById("unsent");
  if (!bar) return; // a register that is closed shows nothing
  bar.hidden = unsent.size === 0;
  bar.textContent = unsent.size === 1 ? words.one : words.many.replace("%n", unsent.size);
}

function settle(key, outcome) {
  const said = unsent.get(key);
  if (!said) return;
  unsent.delete(key);
  document.querySelector(`#lines > [data-key="${key}"]`)?.remove();
  const line = document.getElementById(said[actOf(said)]);
  if (line && ![...unsent.values()].some((other) => other[actOf(other)] === line.id)) {
    if (outcome === "refused" && line.before_it) line.replaceWith(line.before_it);
    else line.classList.remove("is-unsent");
  }
  countUnsent();
  document.getElementById("poll")?.dispatchEvent(new Event("act"));
}

async function send(form, said) {
  unsent.set(said.key, said);
  show(said);
  countUnsent();
  const body = new URLSearchParams(said);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Register-Entry": "ask" } });
    const outcome = answer.headers.get("X-Register-Entry");
    if (outcome && outcome !== "queued") settle(said.key, outcome);
    else if (!outcome) said.again = form.action;
  } catch {
    said.again = form.action; // no worker yet: this page itself tries again
  }
}

function sendAgain() {
  for (const { again, ...said } of [...unsent.values()]) {
    if (again) send({ action: again }, said);
  }
  tell({ type: "flush" });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.action.endsWith("/entry/") || !event.submitter) return;
  const said = Object.fromEntries(new FormData(form, event.submitter));
  const name = form.querySelector("[name=name]");
  if (("walk_in" in said || "substitute" in said) && !said.name?.trim()) {
    event.preventDefault();
    name.focus();
    return;
  }
  event.preventDefault();
  if (said.again) return sendAtOnce(form, event.submitter);
  delete said.q;
  send(form, { ...said, key: newKey(), device: deviceName(), made_at: Date.now() });
  form.closest(".more")?.remove();
  if (form.id === "walk-in" || form.id === "by-reference") {
    form.reset();
    name?.focus();
    showEverybody();
  }
});

// What answers a question goes to the server or nowhere: it is about what the server knows.
async function sendAtOnce(form, submitter) {
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    await fetch(form.action, { method: "POST", body, headers: { "X-Register-Entry": "ask" } });
  } finally {
    document.getElementById("poll").dispatchEvent(new Event("act"));
  }
}

document.addEventListener("submit", (event) => {
  if (!/\/review\/\d+\/$/.test(event.target.action)) return;
  event.preventDefault();
  sendAtOnce(event.target, event.submitter);
});

// Finding and opening

const search = document.getElementById("q");

function find() {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const sought = plain(search.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const line of lines.children) {
    const text = plain(line.querySelector("p")?.textContent || "");
    line.hidden = !sought.every((word) => text.includes(word));
    found += !line.hidden;
  }
  document.getElementById("nobody").hidden = found > 0;
}

// Whoever was added is seen, whatever was sought before.
function showEverybody() {
  search.value = "";
  find();
}

search?.addEventListener("input", find);

lines?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='?open=']");
  if (!link) return;
  event.preventDefault();
  const line = link.closest(".line");
  const open = line.parentElement.querySelector(".more");
  document.querySelectorAll(".more").forEach((each) => each.remove());
  if (open) return;
  line.after(document.getElementById("more").content.cloneNode(true));
  const more = line.nextElementSibling;
  more.querySelectorAll("button[name]").forEach((button) => (button.value = line.id));
  more.querySelector("#text").value = line.querySelector("q")?.textContent || "";
  more.querySelector("summary").focus();
});

// Scanning: what it needs comes when it is wanted

const scanner = document.getElementById("scanner");
const heard = scanner?.querySelector("[role=status]");

function tickRead(reference) {
  heard.textContent = words.scanned.replace("%r", reference.toUpperCase());
  const form = document.getElementById("by-reference");
  send(form, { tick: "", reference, key: newKey(), device: deviceName(), made_at: Date.now() });
}

const isScanning = () => scanner.classList.contains("is-scanning");

async function turnCamera() {
  const { turnOn, turnOff } = await import(words.camera).catch(() => Promise.reject(new Error(words.noReader)));
  const ended = () => {
    turnOff(scanner);
    sayCamera(words.noCamera);
  };
  if (isScanning()) return turnOff(scanner);
  sayCamera(words.gettingReady);
  await turnOn(scanner, words, { found: tickRead, ended });
  keep();
}

function sayCamera(text) {
  heard.textContent = text;
  scanner.querySelector("button").textContent = isScanning() ? words.stop : words.scan;
}

let turning;

if (scanner && navigator.mediaDevices) {
  scanner.hidden = false;
  scanner.querySelector("button").addEventListener("click", () => {
    turning ??= turnCamera()
      .then(() => sayCamera(""), (problem) => sayCamera(problem.message))
      .finally(() => (turning = undefined));
  });
}

document.addEventListener("htmx:after:swap", () => {
  for (const said of unsent.values()) if (!("walk_in" in said)) show(said);
  if (search?.value) find(); // a line that is new is not hidden yet
});

// A link that was withdrawn meanwhile shows nobody any more.
document.addEventListener("htmx:after:request", ({ detail }) => {
  if ([404, 410].includes(detail.ctx.response?.status)) location.reload();
});

// Without signal

const tell = (message) => navigator.serviceWorker?.controller?.postMessage({ path, ...message });

// The list is kept until the midnight that ends the last day, and never of a register that is closed.
const isOver = () => Date.now() > Number(words.until);

function forget() {
  localStorage.removeItem(path);
  tell({ type: "forget" });
}

function takeUp(said) {
  if (said.path !== path || unsent.has(said.key)) return;
  unsent.set(said.key, said);
  show(said);
  countUnsent();
}

function hear({ data }) {
  if (data.type === "sent") settle(data.key, data.outcome);
  if (data.type === "queue") data.entries.forEach(takeUp);
  if (data.type === "ended" && data.path === path && !isOver()) location.reload();
}

// What is kept for the next time this page is opened without signal: the page as the server has it now, and its parts.
function keep() {
  if (isOver()) return forget();
  const parts = performance.getEntriesByType("resource").map((part) => part.name);
  const ours = parts.filter((part) => new URL(part).pathname.match(/^\/static\/|^\/brand\.css/));
  tell({ type: "keep", parts: [...new Set([...ours, new URL(words.camera, location).href])] });
}

async function withWorker() {
  navigator.serviceWorker.addEventListener("message", hear);
  await navigator.serviceWorker.register(words.worker);
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  }
  tell({ type: "queue" });
  keep();
  let waiting;
  document.addEventListener("htmx:after:swap", () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      keep();
    }, ONCE_MORE);
  });
  setInterval(sendAgain, ONCE_MORE);
  addEventListener("online", sendAgain);
  sendAgain();
}

if (isOver()) forget();
if ("serviceWorker" in navigator) withWorker();
else setInterval(sendAgain, ONCE_MORE);

addEventListener("beforeunload", (event) => {
  if ([...unsent.values()].some((said) => said.again)) event.preventDefault();
});
