// Nothing typed is lost: when the network fails or a session has ended, the page stays as it is and says so; and what
// was typed is kept in this tab until it is saved, and offered again. Forgotten when its writer signs out.
import { askSession } from "./session.mjs";
import { forget, forgetAll, forgetLeft, keep, markLeaving, markSent, offered, putBack } from "./typed.mjs";

const place = document.getElementById("keeping");
const REFUSALS = ["offline", "out", "failed"];

/** Show one of the messages of the page; none hides them all. */
export function say(message) {
  for (const each of place?.querySelectorAll("[data-message]") ?? []) each.hidden = each.dataset.message !== message;
  if (REFUSALS.includes(message)) document.querySelector("p#told")?.remove(); // what was done before is not what was just tried
  if (message) place?.scrollIntoView({ block: "nearest" });
}

/** What the page says of a field that saves itself. */
export const words = place?.dataset ?? {};

export const isKept = (form) => form?.method === "post" && form.closest("main") && !form.matches("[data-not-kept]");

function sendPlainly(form, pressed) {
  if (pressed?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value }));
  if (pressed?.hasAttribute("formaction")) form.action = pressed.formAction;
  markLeaving(form);
  form.submit();
}

async function send(form, pressed) {
  const state = await askSession(place.dataset.session);
  if (state === "here") {
    say("");
    sendPlainly(form, pressed);
  } else {
    delete form.dataset.sentAt; // it may be pressed again at once
    say(state);
  }
}

if (place) {
  document.addEventListener("input", ({ target }) => {
    if (isKept(target.form)) keep(target);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.action.endsWith("/sign-out")) forgetAll();
    if (event.defaultPrevented || !isKept(form) || form.hasAttribute("hx-post")) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (isKept(detail.elt)) markSent(detail.elt);
  });

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const form = detail.requestConfig.elt;
    if (detail.xhr.status < 300 && isKept(form)) forget(form);
  });

  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failure, (event) => {
      event.stopImmediatePropagation(); // the plain way would leave the page, and what was typed with it
      if (event.detail.elt.matches("[data-live]")) return;
      delete event.detail.elt.closest("form")?.dataset.sentAt;
      const status = event.detail.xhr?.status ?? 0;
      if (status >= 500 || status === 409) say("failed");
      else askSession(place.dataset.session).then((state) => say(state === "here" ? "failed" : state));
    }, true);
  }

  forgetLeft();
  if (offered(new URLSearchParams(location.search).has("done"))) say("typed");
  place.addEventListener("click", ({ target }) => {
    if (target.matches("[data-put-back]")) putBack();
    if (target.matches("[data-forget]")) forgetAll(location.pathname);
    if (target.matches("[data-put-back], [data-forget]")) say("");
  });
}
