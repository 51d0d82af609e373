// Arrow keys walk along the edges as they are drawn: down follows the first way on, up goes back, left and right are
// the other ways from where one came. Home is the start, Space chooses several, Enter opens the panel, Escape returns.
import { chosenIn, toggle } from "./map-choose.mjs";
import { reveal } from "./map-view.mjs";

let came = [];

export function startKeys(map) {
  const { surface, view, nodes } = map;
  const enter = () => roam(map, nodes.get(chosenIn(map)[0]) ?? nodes.values().next().value);
  enter();
  surface.addEventListener("map:renewed", enter);
  view.addEventListener("focusin", ({ target }) => {
    const link = target.closest("a[id^='at-']");
    if (link) roam(map, link);
  });
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = event.target.closest("a[id^='at-']")?.id.slice(3);
    const there = here === undefined ? begin(map, event.key) : step(map, here, event.key);
    if (event.key === " " && here !== undefined) toggle(map, here);
    else if (!there) return;
    event.preventDefault();
    if (there) go(map, there);
  });
  surface.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest("#map-panel")) return;
    nodes.get(chosenIn(map)[0])?.focus();
  });
}

/** Only one step is reached by Tab, the one that was used last: arrows reach the others. */
function roam({ nodes }, link) {
  for (const each of nodes.values()) each.setAttribute("tabindex", each === link ? "0" : "-1");
}

function go(map, name) {
  const link = map.nodes.get(name);
  link.focus({ preventScroll: true });
  reveal(map, link);
}

function begin({ nodes }, key) {
  return key === "Home" ? nodes.keys().next().value : null;
}

function step(map, here, key) {
  const { nodes, edges } = map;
  if (key === "Home") {
    came = [];
    return nodes.keys().next().value;
  }
  if (key === "ArrowDown") {
    const next = edges.find((edge) => edge.from === here && nodes.has(edge.to))?.to;
    if (next) came.push(here);
    return next;
  }
  const back = came.at(-1);
  const sources = edges.filter((edge) => edge.to === here && nodes.has(edge.from)).map((edge) => edge.from);
  const above = sources.includes(back) ? back : sources[0];
  if (key === "ArrowUp") {
    if (above === back) came.pop();
    return above;
  }
  const side = { ArrowLeft: -1, ArrowRight: 1 }[key];
  return side ? beside(map, here, above, side) : null;
}

/** The next way out of the same step, to one side. */
function beside({ nodes, edges }, here, above, side) {
  const across = (name) => nodes.get(name).getBoundingClientRect().left;
  const siblings = edges.filter((edge) => edge.from === above && nodes.has(edge.to)).map((edge) => edge.to);
  const row = [...new Set(siblings)].sort((one, other) => across(one) - across(other));
  return row[row.indexOf(here) + side];
}
