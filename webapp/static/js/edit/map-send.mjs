// Sends an operation, as a form of the panel would.
import { chosenIn } from "./map-choose.mjs";

export function send(map, values, url = map.surface.dataset.edits) {
  const { surface } = map;
  const kept = new FormData(surface.querySelector("#draft-bar form")); // how the map is seen: layer, way, closed boxes
  const all = { ...Object.fromEntries([...kept.keys()].map((name) => [name, kept.getAll(name)])), sel: chosenIn(map), ...values };
  return globalThis.htmx.ajax("POST", url, { target: "#map-surface", swap: "outerHTML", values: all });
}

/** The step or edge at a point of the screen: an edge is thin, so that what is near it counts. */
export function find(map, x, y) {
  for (const [dx, dy] of [[0, 0], [0, 10], [0, -10], [10, 0], [-10, 0], [14, 14], [-14, 14], [14, -14], [-14, -14]]) {
    const found = document.elementFromPoint(x + dx, y + dy);
    const link = found?.closest("a[id^='at-']");
    if (link && map.nodes.get(link.id.slice(3)) === link) return { node: link.id.slice(3), element: link.closest(".map-node") };
    const edge = map.edges.find(({ element, isInner }) => !isInner && element === found?.closest(".map-edge"));
    if (edge) return { edge, element: edge.element };
  }
  return null;
}

/** Follows the pointer until it is let go; `over` gets what is below it, `drop` too unless Escape was pressed. */
export function drag(map, begun, { move, over, drop, end }) {
  let last = null;
  map.surface.dataset.dragging = "";
  const fits = (event) => {
    const found = find(map, event.clientX, event.clientY);
    return found && over(found) ? found : null;
  };
  const onMove = (event) => {
    move(event);
    const found = fits(event);
    if (found?.element !== last?.element) {
      last?.element.classList.remove("map-target");
      found?.element.classList.add("map-target");
    }
    last = found;
  };
  const stop = (event) => {
    removeEventListener("pointermove", onMove);
    removeEventListener("pointerup", onUp);
    removeEventListener("pointercancel", stop);
    removeEventListener("keydown", onKey, true);
    last?.element.classList.remove("map-target");
    delete map.surface.dataset.dragging;
    map.surface.dispatchEvent(new CustomEvent("map:let-go"));
    end(event);
  };
  const onUp = (event) => {
    stop(event);
    drop(fits(event), event);
  };
  const onKey = (event) => {
    if (event.key === "Escape") stop(event);
  };
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", stop);
  addEventListener("keydown", onKey, true);
  begun.preventDefault();
}
