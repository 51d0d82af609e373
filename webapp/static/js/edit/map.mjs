// The map of a flow: what each module needs of it, made anew whenever htmx has swapped it. Without this file the map
// is a picture of links that scrolls, with forms beside it.
import { startChoosing, syncChosen } from "./map-choose.mjs";
import { startClip } from "./map-clip.mjs";
import { startConnecting } from "./map-connect.mjs";
import { startFolding } from "./map-fold.mjs";
import { startKeys } from "./map-keys.mjs";
import { startMarks } from "./map-marks.mjs";
import { startMini } from "./map-mini.mjs";
import { startPaths } from "./map-paths.mjs";
import { startPalette } from "./map-palette.mjs";
import { keepPlace, startView } from "./map-view.mjs";

/** Nodes and edges of the picture, by name. */
function read(surface) {
  const view = surface.querySelector("[data-map-view]");
  const svg = view.querySelector("svg");
  const nodes = new Map([...svg.querySelectorAll("a[id^='at-']")].map((link) => [link.id.slice(3), link]));
  const edges = [...svg.querySelectorAll(".map-edge")].map((element) => ({
    element,
    from: element.dataset.from ?? "",
    to: element.dataset.to,
    exits: (element.dataset.exits ?? "").split(" ").filter(Boolean),
    isInner: `${element.dataset.from}${element.dataset.to}`.includes("/"), // of a flow that is open in its place
  }));
  return { surface, view, svg, nodes, edges };
}

const LIVE = "map-surface--live";
let current = null;

function start() {
  const surface = document.querySelector("[data-map]");
  if (!surface || surface === current?.surface) return;
  current = read(surface);
  surface.classList.add(LIVE);
  for (const begin of [startView, startChoosing, startKeys, startPaths, startConnecting, startFolding, startPalette, startClip, startMini, startMarks]) {
    begin(current);
  }
}

start();
document.addEventListener("htmx:beforeSwap", () => current && keepPlace(current));
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id === "map-panel" && current) syncChosen(current);
  start();
});
// Who worked in the panel goes on there; what was refused is read first.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id === "map-surface") current?.surface.classList.add(LIVE); // htmx has put its attributes back
  if (detail.target?.id !== "map-surface" || document.activeElement !== document.body) return;
  const surface = document.querySelector("#map-surface");
  const next = surface.querySelector(".error-summary, [data-focus]") ?? surface.querySelector("#map-panel");
  next.focus({ preventScroll: true });
  next.select?.();
});
