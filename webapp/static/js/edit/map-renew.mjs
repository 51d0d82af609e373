// An edit is answered before the ways through the whole flow have been looked at, and before it is laid out anew: what
// it touched has found a place in the picture as it was. The rest is asked for right after it, and takes the place of
// the picture only: nobody is interrupted who drags, types or moves along by keys. A layer that is worked out comes so too.
import { chosenIn, mark } from "./map-choose.mjs";
import { glide, holdStill, placesOf, spotsOf } from "./map-place.mjs";
import { scaleOf } from "./map-view.mjs";

const WAIT = 1000;

/** The answer; null when there is nothing new yet, or no network; undefined when it is of no use to ask again. */
async function ask(address) {
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (answer.status === 204) return null;
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-map]") : undefined;
  } catch {
    return null;
  }
}

/** Waits until nobody drags: what is held would be pulled away. */
async function untilFree({ surface }) {
  while ("dragging" in surface.dataset) await new Promise((go) => surface.addEventListener("map:let-go", go, { once: true }));
}

function putPicture(map, fresh) {
  const { svg } = map;
  const kept = { anchor: chosenIn(map)[0], places: placesOf(map), spots: spotsOf(map) };
  const chosen = chosenIn(map);
  const focused = svg.contains(document.activeElement) ? document.activeElement : null;
  const scale = scaleOf(svg);
  svg.setAttribute("viewBox", fresh.getAttribute("viewBox"));
  svg.setAttribute("width", svg.viewBox.baseVal.width * scale);
  svg.setAttribute("height", svg.viewBox.baseVal.height * scale);
  const [paper, all] = [svg.querySelector(".map-paper"), svg.querySelector("#map-all")];
  for (const name of ["width", "height"]) paper.setAttribute(name, fresh.querySelector(".map-paper").getAttribute(name));
  all.replaceChildren(...document.importNode(fresh.querySelector("#map-all"), true).childNodes);
  map.read();
  for (const [name, link] of map.nodes) mark(link, chosen.includes(name));
  const again = focused?.id ? document.getElementById(focused.id) : focused && svg.querySelector(`a[data-fold="${CSS.escape(focused.dataset.fold ?? "")}"]`);
  again?.focus({ preventScroll: true });
  holdStill(map, kept);
  glide(map, kept.spots);
  map.surface.dispatchEvent(new CustomEvent("map:renewed"));
}

/** What stands above and beside the picture about the whole flow, and about the step that is chosen. */
function putWords(map, found) {
  for (const id of ["#map-layers", "#panel-problems"]) {
    const [here, fresh] = [map.surface, found].map((each) => each.querySelector(id));
    if (!here || !fresh || here.dataset.of !== fresh.dataset.of) continue;
    const focused = here.contains(document.activeElement) && document.activeElement.getAttribute("href");
    const put = document.importNode(fresh, true);
    here.replaceWith(put);
    if (focused) put.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

export async function startRenewing(map) {
  const { surface } = map;
  const { more: address, state } = surface.dataset;
  let isAgain = false;
  while (surface.dataset.more) {
    const asked = new URL(address, location.href);
    if (isAgain) asked.searchParams.set("again", "1");
    const found = await ask(asked);
    await untilFree(map);
    // Another edit, or another person's, may have come first: then its own answer brings its own picture.
    if (found === undefined || !surface.isConnected || (found && found.dataset.state !== state)) return;
    if (found) {
      putPicture(map, found.querySelector("#map-view > svg"));
      putWords(map, found);
      surface.dataset.layout = found.dataset.layout;
      if (!found.dataset.more) delete surface.dataset.more;
    }
    isAgain = true;
    if (surface.dataset.more) await new Promise((go) => setTimeout(go, WAIT));
  }
}
