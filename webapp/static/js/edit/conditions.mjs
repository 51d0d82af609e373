// While a condition or calculation is shown anew because another fact or comparison was chosen, somebody may go on typing:
// what stands in its text fields when the answer comes stays there.
const typed = new Map();

const PLACES = ["condition", "calculation"];
const FIELDS = PLACES.flatMap((id) => [`#${id} input[type=text]`, `#${id} textarea`]).join(", ");
const isLook = ({ detail }) => PLACES.includes(detail.target?.id) && detail.pathInfo?.requestPath?.includes("look=");

document.addEventListener("htmx:beforeSwap", (event) => {
  typed.clear();
  if (!isLook(event)) return;
  for (const field of document.querySelectorAll(FIELDS)) {
    typed.set(field.name, field.value);
  }
});

document.addEventListener("htmx:afterSettle", () => {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (typed.has(field.name)) field.value = typed.get(field.name);
  }
  typed.clear();
});
