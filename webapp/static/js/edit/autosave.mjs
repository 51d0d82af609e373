// Saves a field when its writer leaves it, one after the other; with it the rest of a form whose fields belong together. Without this module, or when it fails, the form's
// button does it, and shows both versions where somebody else wrote the same text.
import { say, words } from "./keeping.mjs";
import { forget } from "./typed.mjs";

let last = Promise.resolve();

function tell(form, text, isBad = false) {
  const status = form.querySelector("[data-autosave-status]");
  if (!status) return;
  status.textContent = text;
  status.classList.toggle("save-bar__status--bad", isBad);
}

function fits(field, was, value, answer) {
  if (was) was.value = value;
  for (const [name, seen] of Object.entries(answer.was)) {
    const hidden = field.form.elements.namedItem(name);
    if (hidden) hidden.value = seen;
  }
  if (field.value === value) forget(field.form, field.name);
  field.removeAttribute("aria-invalid");
  const undo = document.querySelector('form[action$="/undo"] button');
  if (undo && answer.said) undo.disabled = false;
  const next = document.querySelector("[data-undo-next]");
  if (next && answer.said) next.textContent = next.dataset.undoNext.replace("{what}", answer.said);
}

async function save(field, was) {
  const { form, value } = field;
  const body = form.dataset.autosave === "whole"
    ? new URLSearchParams(new FormData(form))
    : new URLSearchParams({ csrf_token: form.elements.csrf_token.value, [field.name]: value, [was.name]: was.value });
  tell(form, words.saving);
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    tell(form, words.unsaved, true);
    say("offline");
    return;
  }
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (answer.ok && "said" in told) {
    fits(field, was, value, told);
    say("");
    tell(form, words.saved);
    return;
  }
  if (answer.status === 422) field.setAttribute("aria-invalid", "true");
  tell(form, told.what ? `${words.unsaved} ${told.what} ${told.fix}` : words.unsaved, true);
  if (answer.status === 401) say("out");
  else if (!told.what) say("failed");
}

document.addEventListener("change", ({ target }) => {
  if (!target.form?.matches("[data-autosave]")) return;
  const was = target.form.elements.namedItem(`was-${target.name}`);
  if (was || target.form.dataset.autosave === "whole") last = last.then(() => save(target, was));
});
