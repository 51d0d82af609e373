// Lights every way that leads to what is chosen, and every way on from there; all else is dimmed.
import { chosenIn } from "./map-choose.mjs";

let isOn = null;

function reach(edges, from, to, names) {
  const found = new Set(names);
  const waiting = [...names];
  while (waiting.length) {
    const name = waiting.pop();
    for (const edge of edges) {
      if (edge[from] === name && !found.has(edge[to])) {
        found.add(edge[to]);
        waiting.push(edge[to]);
      }
    }
  }
  return found;
}

export function light(map) {
  const names = isOn ? chosenIn(map) : [];
  const before = reach(map.edges, "to", "from", names);
  const after = reach(map.edges, "from", "to", names);
  map.svg.classList.toggle("map-dimmed", names.length > 0);
  for (const node of map.svg.querySelectorAll(".map-node[data-node]")) {
    node.classList.toggle("map-lit", before.has(node.dataset.node) || after.has(node.dataset.node));
  }
  map.svg.querySelector(".map-node.map-start")?.classList.toggle("map-lit", before.has(""));
  for (const edge of map.edges) {
    const isLit = (before.has(edge.from) && before.has(edge.to)) || (after.has(edge.from) && after.has(edge.to));
    edge.element.classList.toggle("map-lit", isLit);
  }
}

export function startPaths(map) {
  const button = map.surface.querySelector("[data-follow]");
  if (!button) return;
  const plain = map.surface.querySelector("[data-lit], [data-plain]");
  isOn ??= Boolean(plain?.hasAttribute("data-lit"));
  plain?.remove();
  button.hidden = false;
  const show = () => {
    button.setAttribute("aria-pressed", String(isOn));
    if (isOn || map.svg.querySelector(".map-lit")) light(map);
  };
  button.addEventListener("click", () => {
    isOn = !isOn;
    if (!isOn) map.svg.classList.remove("map-dimmed");
    show();
  });
  for (const name of ["map:chosen", "map:renewed"]) map.surface.addEventListener(name, show);
  if (isOn) show();
}
