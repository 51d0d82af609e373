// After each page, and after each piece that htmx brings, the reader starts where it begins:
// at the list of problems if there is one, else at the heading of a new step.
function focusOn(element) {
  element?.focus({ preventScroll: false });
}

focusOn(document.querySelector("#error-summary, .error-summary[tabindex]"));

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "content") return;
  const piece = target.querySelector("[data-title]");
  if (piece) document.title = piece.dataset.title;
  focusOn(document.getElementById("error-summary") ?? target.querySelector("h1"));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const heading = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${field.id}"]`);
  (heading ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});
