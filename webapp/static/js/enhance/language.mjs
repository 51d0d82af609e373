// The choice of a language takes along what is typed so far. It is sent the plain way, because the whole page changes.
// htmx brings a new step but leaves the head of the page: its choice must lead to the step that is shown.
const choices = ".languages__choice";

document.addEventListener("htmx:afterSettle", () => {
  const back = document.querySelector("[data-place]");
  if (back) back.value = decodeURIComponent(window.location.pathname.split("/").slice(3).join("/")); // /j/<journey>/<place>
});

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

function takeAlong(step, form) {
  const own = new Set([...form.elements].map(({ name }) => name));
  for (const [name, value] of new FormData(step)) {
    if (!own.has(name) && typeof value === "string") form.append(hidden(name, value));
  }
  form.action = step.action;
}

document.addEventListener("submit", (event) => {
  if (!event.submitter?.matches(choices)) return;
  event.stopPropagation(); // else htmx would give the answer
  const form = event.target;
  const step = document.getElementById("step");
  if (step && form !== step) takeAlong(step, form);
  for (const file of form.querySelectorAll("input[type=file]")) file.disabled = true;
  const search = document.getElementById("q");
  if (search && form.elements.back) form.elements.back.value = `/?${new URLSearchParams({ q: search.value })}`;
}, true);

// The form that the buttons belonged to is gone: the step that came after it has none to fill in.
document.addEventListener("click", ({ target }) => {
  const choice = target.closest?.(choices);
  if (!choice || choice.form) return;
  const head = choice.closest("[data-action]");
  const form = Object.assign(document.createElement("form"), { method: "post", action: head.dataset.action });
  form.append(...[...head.querySelectorAll("input")].map(({ name, value }) => hidden(name, value)), hidden(choice.name, choice.value));
  document.body.append(form);
  form.submit();
});
