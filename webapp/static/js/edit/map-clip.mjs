// On the map itself: Ctrl-C copies what is chosen, Ctrl-V pastes, Delete removes. The panel's buttons do the same.
import { chosenIn } from "./map-choose.mjs";
import { send } from "./map-send.mjs";

export function startClip(map) {
  const { surface, view } = map;
  view.addEventListener("keydown", (event) => {
    const focused = event.target.closest("a[id^='at-']")?.id.slice(3);
    const nodes = chosenIn(map).length ? chosenIn(map) : [focused].filter(Boolean);
    const key = `${event.ctrlKey || event.metaKey ? "Ctrl-" : ""}${event.key}`;
    if (key === "Ctrl-c" && nodes.length && !String(getSelection())) send(map, { nodes }, surface.dataset.copy);
    else if (key === "Ctrl-v") send(map, {}, surface.dataset.paste);
    else if (key === "Delete" && nodes.length) send(map, { op: "remove-nodes", nodes });
    else return;
    event.preventDefault();
  });
}
