// Keeps sending a form of the door until there is signal: the same form sent twice counts once, and nothing typed is lost.
// Without this script the browser sends the form itself.
const PAUSE = 3000;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-keeps-trying]");
  if (!form) return;
  event.preventDefault();
  if (!form.dataset.isSending) keepSending(form);
});

// What was shown before is another page of ours: the browser goes there as it would have without us.
window.addEventListener("popstate", () => location.reload());

async function keepSending(form) {
  form.dataset.isSending = "yes";
  for (;;) {
    try {
      return show(await send(form));
    } catch {
      form.querySelector("[data-not-recorded]").hidden = false;
      await signalOrPause();
    }
  }
}

async function send(form) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (answer.status >= 500) throw new Error(answer.statusText);
  return { address: answer.url, page: await answer.text() };
}

function signalOrPause() {
  return new Promise((resolve) => {
    window.addEventListener("online", resolve, { once: true });
    setTimeout(resolve, PAUSE);
  });
}

function show({ address, page }) {
  const next = new DOMParser().parseFromString(page, "text/html");
  history.pushState(null, "", address);
  document.title = next.title;
  document.body.replaceWith(next.body);
  document.body.classList.add("govuk-frontend-supported", "js-enabled");
  const first = document.querySelector(".govuk-error-summary") ?? document.querySelector("h1");
  first?.setAttribute("tabindex", "-1");
  first?.focus();
  window.scrollTo(0, 0);
}
