// A handle below a step is dragged to another step: then one leads to the other. The tip of an edge is dragged too:
// that way then leads elsewhere. The panel's form does the same without a pointer.
import { drag, send } from "./map-send.mjs";

const SVG = "http://www.w3.org/2000/svg";

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function startConnecting(map) {
  const { svg } = map;
  const layer = svg.querySelector("#map-all");
  const handle = make("g", { class: "map-handle", "aria-hidden": "true" });
  handle.append(make("circle", { r: 9 }), make("path", { d: "M0 -4V4M-4 0L0 4L4 0" }));
  handle.style.display = "none";
  layer.append(handle);
  let owner = null;
  map.surface.addEventListener("map:renewed", () => {
    layer.append(handle);
    const link = owner && map.nodes.get(owner.id.slice(3));
    if (link) show(link);
    else handle.style.display = "none";
  });
  const show = (link) => {
    owner = link;
    const { x, y } = place(link);
    handle.setAttribute("transform", `translate(${x} ${y})`);
    handle.style.display = "";
  };
  svg.addEventListener("pointerover", ({ target }) => {
    const link = target.closest("a[id^='at-']");
    if (link) show(link);
  });
  svg.addEventListener("focusin", ({ target }) => {
    const link = target.closest("a[id^='at-']");
    if (link) show(link);
  });
  handle.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && owner) pull(map, layer, event, owner.id.slice(3), {});
  });
  svg.addEventListener("pointerdown", (event) => {
    const edge = event.target.closest(".map-tip") && map.edges.find((each) => !each.isInner && each.element.contains(event.target));
    if (edge?.from && event.button === 0) pull(map, layer, event, edge.from, edge.exits.length ? { exit: edge.exits } : {});
  });
}

/** The middle of the lower border of a step. */
function place(link) {
  const { e, f } = link.closest(".map-node").transform.baseVal[0].matrix;
  const box = link.closest(".map-node").querySelector(".map-shape").getBBox();
  return { x: e + box.x + box.width / 2, y: f + box.y + box.height };
}

function pull(map, layer, event, from, values) {
  const begun = place(map.nodes.get(from));
  const line = make("line", { class: "map-pulled", x1: begun.x, y1: begun.y, x2: begun.x, y2: begun.y });
  layer.append(line);
  drag(map, event, {
    move: ({ clientX, clientY }) => {
      const point = new DOMPoint(clientX, clientY).matrixTransform(layer.getScreenCTM().inverse());
      line.setAttribute("x2", point.x);
      line.setAttribute("y2", point.y);
    },
    over: ({ node }) => node !== undefined,
    drop: (found) => {
      if (found) send(map, { op: "connect", node: from, to: found.node, ...values });
    },
    end: () => line.remove(),
  });
}
