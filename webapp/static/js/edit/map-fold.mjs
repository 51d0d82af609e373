// Boxes are opened and closed without leaving the page: the box stays where it is on the screen, and what was pressed
// is followed by its counterpart. As a link each of them works without this file.
const box = (name) => document.getElementById(`at-${name}`) ?? document.getElementById(`in-${name}`);

async function follow(map, link) {
  const name = link.dataset.fold;
  const href = link.getAttribute("href");
  map.anchor = name;
  history.replaceState(history.state, "", href);
  await globalThis.htmx.ajax("GET", href.split("#")[0], { target: "#map-surface", swap: "outerHTML" });
  const view = document.querySelector("[data-map-view]");
  (view.querySelector(`a[data-fold="${CSS.escape(name)}"]`) ?? box(name) ?? view).focus({ preventScroll: true });
}

export function startFolding(map) {
  map.surface.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-fold]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(map, link);
  });
  map.view.addEventListener("keydown", (event) => {
    if (event.key !== "." || event.ctrlKey || event.metaKey || event.altKey) return;
    const name = event.target.closest("a[id^='at-'], a[id^='in-']")?.id.slice(3);
    const link = name && map.surface.querySelector(`a[data-fold="${CSS.escape(name)}"]`);
    if (!link) return;
    event.preventDefault();
    follow(map, link);
  });
}
