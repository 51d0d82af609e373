// While a condition or calculation is shown anew because another fact or comparison was chosen, somebody may go on:
// what stands in its text fields when the answer comes stays there, and so does the place of whoever went further.
const typed = new Map();
let place = "";

const PLACES = ["condition", "calculation", "promise", "running"];
const FIELDS = PLACES.flatMap((id) => [`#${id} input[type=text]`, `#${id} textarea`]).join(", ");
const isLook = ({ detail }) => PLACES.includes(detail.target?.id) && detail.pathInfo?.requestPath?.includes("look=");

document.addEventListener("htmx:beforeSwap", (event) => {
  typed.clear();
  place = "";
  if (!isLook(event)) return;
  if (document.activeElement !== event.detail.requestConfig.elt) place = document.activeElement.id;
  for (const field of document.querySelectorAll(FIELDS)) {
    typed.set(field.name, field.value);
  }
});

document.addEventListener("htmx:afterSettle", () => {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (typed.has(field.name)) field.value = typed.get(field.name);
  }
  typed.clear();
  if (place && document.activeElement.id !== place) document.getElementById(place)?.focus();
  place = "";
});
