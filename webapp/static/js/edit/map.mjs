// The map of a flow: what each module needs of it, made anew whenever htmx has swapped it. Without this file the map
// is a picture of links that scrolls, with forms beside it.
import { chosenIn, startChoosing, syncChosen } from "./map-choose.mjs";
import { startClip } from "./map-clip.mjs";
import { startConnecting } from "./map-connect.mjs";
import { startFolding } from "./map-fold.mjs";
import { startKeys } from "./map-keys.mjs";
import { startMini } from "./map-mini.mjs";
import { startPaths } from "./map-paths.mjs";
import { startPalette } from "./map-palette.mjs";
import { startRenewing } from "./map-renew.mjs";
import { keepPlace, startView } from "./map-view.mjs";

/** The picture, and its nodes by name and its edges: read again when they are others. */
function open(surface) {
  const view = surface.querySelector("[data-map-view]");
  const map = { surface, view, svg: view.querySelector("svg"), nodes: new Map(), edges: [] };
  map.read = () => {
    map.nodes.clear();
    for (const link of map.svg.querySelectorAll("a[id^='at-']")) map.nodes.set(link.id.slice(3), link);
    map.edges = [...map.svg.querySelectorAll(".map-edge")].map((element) => ({
      element,
      from: element.dataset.from ?? "",
      to: element.dataset.to,
      exits: (element.dataset.exits ?? "").split(" ").filter(Boolean),
      isInner: `${element.dataset.from}${element.dataset.to}`.includes("/"), // of a flow that is open in its place
    }));
  };
  map.read();
  return map;
}

const LIVE = "map-surface--live";
let current = null;

function start() {
  const surface = document.querySelector("[data-map]");
  if (!surface || surface === current?.surface) return;
  current = open(surface);
  surface.classList.add(LIVE);
  for (const begin of [startView, startChoosing, startKeys, startPaths, startConnecting, startFolding, startPalette, startClip, startMini, startRenewing]) {
    begin(current);
  }
}

start();
// The next edit goes on from the layout that is seen.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (current && detail.target?.id === "map-surface") detail.parameters.layout = current.surface.dataset.layout;
});
document.addEventListener("htmx:beforeSwap", () => current && keepPlace(current, current.anchor ?? chosenIn(current)[0]));
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
