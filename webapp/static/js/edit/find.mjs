// The search box of a flow as a combobox: what htmx brings under it is a list to go through with the arrow keys.
const box = () => document.querySelector("[data-find]");
const list = () => document.getElementById("find-options");

function point(option) {
  for (const each of list().querySelectorAll("[role=option]")) each.setAttribute("aria-selected", String(each === option));
  if (option) {
    box().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else box().removeAttribute("aria-activedescendant");
}

function show(isOpen) {
  const there = isOpen && list().querySelector("[role=option]") !== null;
  list().hidden = !there;
  box().setAttribute("aria-expanded", String(there));
  if (!there) point(null);
}

function go(option) {
  window.location.assign(option.dataset.href);
}

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!detail.elt.matches?.("#find-options, [data-find]") || document.activeElement !== box()) return;
  show(box().value.trim() !== "");
  const count = list().querySelectorAll("[role=option]").length;
  const status = document.getElementById("find-status");
  const { none, found } = status.dataset;
  status.textContent = box().value.trim() === "" ? "" : count ? found.replace("{count}", count) : none;
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-find]")) return;
  const options = [...list().querySelectorAll("[role=option]")];
  const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!options.length) return;
    if (list().hidden) show(true);
    const step = event.key === "ArrowDown" ? 1 : -1;
    point(options[at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length]);
  } else if (event.key === "Enter" && at >= 0 && !list().hidden) {
    event.preventDefault();
    go(options[at]);
  } else if (event.key === "Escape" && !list().hidden) {
    event.preventDefault();
    show(false);
  }
});

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.("[data-find]")) return;
  const field = target;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "find-options" })) field.setAttribute(name, value);
  if (!field.hasAttribute("aria-expanded")) field.setAttribute("aria-expanded", "false");
});

document.addEventListener("focusout", ({ target }) => {
  if (target.matches?.("[data-find]")) show(false);
});

document.addEventListener("pointerdown", (event) => {
  if (event.target.closest?.("#find-options")) event.preventDefault(); // the box keeps the focus
});

document.addEventListener("click", ({ target }) => {
  const option = target.closest?.("#find-options [role=option]");
  if (option) go(option);
});

/** Bring the reader to the search box. */
export function startFinding() {
  box()?.focus();
  box()?.select();
}
