// An edit is answered before the ways through the whole flow have been looked at. What is wrong with them is asked for
// right after it; only its marks are put on the picture, so that nobody is interrupted.
const OURS = ["map-selected", "map-lit", "map-last", "map-target"];

function takeClasses(element, from) {
  const kept = OURS.filter((name) => element.classList.contains(name));
  const fresh = [...from.classList].filter((name) => !OURS.includes(name));
  element.setAttribute("class", [...fresh, ...kept].join(" "));
}

function takeWords(element, from) {
  element.setAttribute("aria-label", from.getAttribute("aria-label"));
  const [title, fresh] = [element.querySelector("title"), from.querySelector("title")];
  if (title && fresh) title.textContent = fresh.textContent;
}

function putMarks(map, judged) {
  const key = ({ dataset }) => `${dataset.from ?? ""}>${dataset.to ?? ""}>${dataset.exits ?? ""}`;
  const edges = new Map([...judged.querySelectorAll(".map-edge")].map((each) => [key(each), each]));
  for (const { element } of map.edges) {
    const from = edges.get(key(element));
    if (!from) continue;
    takeClasses(element, from);
    takeWords(element, from);
    const [line, fresh] = [element.querySelector(".map-line"), from.querySelector(".map-line")];
    line.setAttribute("stroke-width", fresh.getAttribute("stroke-width"));
  }
  for (const [name, link] of map.nodes) {
    const from = judged.querySelector(`#at-${CSS.escape(name)}`);
    if (!from) continue;
    takeClasses(link.closest(".map-node"), from.closest(".map-node"));
    takeWords(link, from);
  }
  const above = judged.querySelector(".map-above");
  map.svg.querySelector(".map-above").replaceWith(document.importNode(above, true));
}

export async function startMarks(map) {
  const { judged: address, state } = map.surface.dataset;
  if (!address) return;
  // Without a network the marks of the edit itself stay; session.mjs tells that there is none.
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-map]");
  // Another edit, or another person's, may have come first: then its own answer brings its own marks.
  if (!map.surface.isConnected || found?.dataset.state !== state) return;
  putMarks(map, found.querySelector("#map-view > svg"));
  const [here, fresh] = [map.surface, found].map((each) => each.querySelector("#panel-problems"));
  if (here && fresh && here.dataset.of === fresh.dataset.of) here.replaceWith(document.importNode(fresh, true));
}
