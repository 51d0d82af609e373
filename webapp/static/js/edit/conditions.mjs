// While a condition is shown anew because another fact or comparison was chosen, somebody may go on typing:
// what stands in its text fields when the answer comes stays there.
const typed = new Map();

const isLook = ({ detail }) => detail.target?.id === "condition" && detail.pathInfo?.requestPath?.includes("look=");

document.addEventListener("htmx:beforeSwap", (event) => {
  typed.clear();
  if (!isLook(event)) return;
  for (const field of document.querySelectorAll("#condition input[type=text], #condition textarea")) {
    typed.set(field.name, field.value);
  }
});

document.addEventListener("htmx:afterSettle", () => {
  for (const field of document.querySelectorAll("#condition input[type=text], #condition textarea")) {
    if (typed.has(field.name)) field.value = typed.get(field.name);
  }
  typed.clear();
});
