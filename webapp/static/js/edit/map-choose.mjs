// A click chooses a step and brings its panel; with Shift, or by Space, several are chosen.
import { reveal } from "./map-view.mjs";

export function chosenIn({ nodes }) {
  return [...nodes].filter(([, link]) => link.hasAttribute("aria-current")).map(([name]) => name);
}

/** Shows a step as chosen, or not. */
export function mark(link, isChosen) {
  link.toggleAttribute("aria-current", isChosen);
  if (isChosen) link.setAttribute("aria-current", "true");
  link.closest(".map-node").classList.toggle("map-selected", isChosen);
}

/** Chooses these steps: marks them, shows their panel and keeps them in the address. */
export async function choose(map, names, { focus = false } = {}) {
  for (const [name, link] of map.nodes) mark(link, names.includes(name));
  map.surface.dispatchEvent(new CustomEvent("map:chosen"));
  const address = new URL(location.href);
  address.searchParams.delete("sel");
  address.searchParams.delete("done");
  for (const name of names) address.searchParams.append("sel", name);
  address.hash = "";
  history.replaceState(history.state, "", address);
  const panel = `${map.surface.dataset.panel}${address.search}`;
  await globalThis.htmx.ajax("GET", panel, { target: "#map-panel", swap: "outerHTML" });
  if (focus) document.querySelector("#map-panel")?.focus({ preventScroll: true });
}

export function toggle(map, name) {
  const chosen = chosenIn(map);
  return choose(map, chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
}

/** The forms above the map send along what is chosen: what the panel's own forms have. */
export function syncChosen(map) {
  for (const form of map.surface.querySelectorAll("#draft-bar form")) {
    for (const old of form.querySelectorAll("[name=sel]")) old.remove();
    for (const name of chosenIn(map)) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "sel", value: name });
      form.append(field);
    }
  }
}

export function startChoosing(map) {
  map.svg.addEventListener("click", (event) => {
    const link = event.target.closest("a[id^='at-']");
    if (!link || event.ctrlKey || event.metaKey || event.button !== 0) return;
    event.preventDefault();
    const name = link.id.slice(3);
    const isKey = event.detail === 0;
    if (event.shiftKey) toggle(map, name);
    else choose(map, [name], { focus: isKey });
  });
  map.surface.addEventListener("click", (event) => {
    const link = event.target.closest("[data-choose]");
    const node = link && map.nodes.get(link.dataset.choose);
    if (!node) return;
    event.preventDefault();
    reveal(map, node);
    choose(map, [link.dataset.choose], { focus: true });
  });
}
