// New steps are dragged from a row of types: onto an edge, into which they are put; onto a step, to come after it; or
// onto the paper, to stand alone. A click, or Enter, opens the panel's form with that type.
import { drag, send } from "./map-send.mjs";

export function startPalette(map) {
  const palette = map.surface.querySelector("[data-palette]");
  if (!palette) return;
  palette.hidden = false;
  for (const button of palette.querySelectorAll("button")) {
    button.addEventListener("pointerdown", (event) => {
      if (event.button === 0) carry(map, button, event);
    });
    button.addEventListener("click", (event) => {
      if (event.detail === 0) propose(map, button.dataset.type);
    });
  }
}

function carry(map, button, event) {
  const ghost = button.cloneNode(true);
  ghost.classList.add("map-ghost");
  ghost.setAttribute("aria-hidden", "true");
  let isMoved = false;
  const [x, y] = [event.clientX, event.clientY];
  drag(map, event, {
    move: (now) => {
      isMoved ||= Math.hypot(now.clientX - x, now.clientY - y) > 6;
      if (isMoved && !ghost.isConnected) document.body.append(ghost);
      ghost.style.translate = `${now.clientX + 12}px ${now.clientY + 12}px`;
    },
    over: () => true,
    drop: (found, now) => {
      if (!isMoved) propose(map, button.dataset.type);
      else if (found || map.view.contains(document.elementFromPoint(now.clientX, now.clientY))) put(map, button, found);
    },
    end: () => ghost.remove(),
  });
}

function put(map, { dataset: { type, text } }, found) {
  const where = {};
  if (found?.edge) Object.assign(where, found.edge.from ? { after: found.edge.from, exit: found.edge.exits } : { first: "yes" });
  else if (found?.node) where.after = found.node;
  send(map, { op: "add-node", type, text, name_it: "yes", ...where });
}

/** The form that adds a step, with the type chosen. */
function propose(map, type) {
  const select = map.surface.querySelector("#map-add-type");
  if (!select) return;
  select.value = type;
  map.surface.querySelector("#map-add-text").focus();
}
