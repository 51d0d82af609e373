// While a condition or calculation is shown anew because another fact or comparison was chosen, somebody may go on:
// what is typed, ticked and chosen there when the answer comes stays, and so does the place of whoever went further.
const typed = new Map();
let place = "";

const PLACES = ["condition", "calculation", "promise", "running"];
const KINDS = ["input[type=text]", "input[type=checkbox]:not([hx-post])", "textarea", "select:not([hx-post])"];
const FIELDS = PLACES.flatMap((id) => KINDS.map((kind) => `#${id} ${kind}`)).join(", ");
const isLook = ({ detail }) => PLACES.includes(detail.target?.id) && detail.pathInfo?.requestPath?.includes("look=");
const nameOf = (field) => (field.type === "checkbox" ? `${field.name}=${field.value}` : field.name);

function putBack(field, was) {
  if (field.type === "checkbox") field.checked = was;
  else if (field.type !== "select-one" || [...field.options].some(({ value }) => value === was)) field.value = was;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  typed.clear();
  place = "";
  if (!isLook(event)) return;
  const { activeElement } = document;
  if (activeElement !== event.detail.requestConfig.elt) place = activeElement.id || (activeElement.name ? nameOf(activeElement) : "");
  for (const field of document.querySelectorAll(FIELDS)) {
    typed.set(nameOf(field), field.type === "checkbox" ? field.checked : field.value);
  }
});

document.addEventListener("htmx:afterSettle", () => {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (typed.has(nameOf(field))) putBack(field, typed.get(nameOf(field)));
    if (place && !document.getElementById(place) && nameOf(field) === place) field.focus();
  }
  typed.clear();
  if (place && document.activeElement.id !== place) document.getElementById(place)?.focus();
  place = "";
});
