// Pan, zoom and fit. The picture scrolls inside its frame; zooming changes its size and keeps the point under the
// pointer where it is. After a swap the place is the same as before.
import { glide, holdStill, placesOf, spotsOf } from "./map-place.mjs";

const LEAST = 0.08;
const MOST = 3;
const FAR = 0.34;
let kept = null;

/** Remembers what is seen, for the picture that takes the place of this one; `anchor` is the step that is worked at. */
export function keepPlace(map, anchor) {
  const { view, svg } = map;
  kept = { scale: scaleOf(svg), left: view.scrollLeft, top: view.scrollTop, path: location.pathname, anchor, places: placesOf(map), spots: spotsOf(map) };
}

export function scaleOf(svg) {
  return svg.width.baseVal.value / svg.viewBox.baseVal.width;
}

/** Shows the picture at a scale; `x`, `y` is the point of the frame that stays. */
export function zoomTo({ surface, view, svg }, scale, x = view.clientWidth / 2, y = view.clientHeight / 2, least = LEAST) {
  const to = Math.min(MOST, Math.max(least, scale));
  const before = svg.getBoundingClientRect();
  const frame = view.getBoundingClientRect();
  const ratio = to / scaleOf(svg);
  const [atX, atY] = [frame.left + x - before.left, frame.top + y - before.top];
  svg.style.marginInline = ""; // in the middle again
  svg.setAttribute("width", svg.viewBox.baseVal.width * to);
  svg.setAttribute("height", svg.viewBox.baseVal.height * to);
  svg.classList.toggle("map-far", to < FAR);
  const after = svg.getBoundingClientRect();
  view.scrollLeft += after.left + atX * ratio - (frame.left + x);
  view.scrollTop += after.top + atY * ratio - (frame.top + y);
  const shown = surface.querySelector("[data-zoom-shown]");
  if (shown) shown.textContent = `${Math.round(to * 100)} %`;
}

export function fit(map) {
  const { width, height } = map.svg.viewBox.baseVal;
  const scale = Math.min(1, (map.view.clientWidth - 2) / width, (map.view.clientHeight - 2) / height);
  zoomTo(map, scale, undefined, undefined, scale); // however small: it is the whole that was asked for
}

/** Brings a node into the middle when it is not seen. */
export function reveal({ view }, element, { always = false } = {}) {
  const box = element.getBoundingClientRect();
  const frame = view.getBoundingClientRect();
  const isSeen = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
  if (isSeen && !always) return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  view.scrollBy({
    left: (box.left + box.right) / 2 - (frame.left + frame.right) / 2,
    top: (box.top + box.bottom) / 2 - (frame.top + frame.bottom) / (always ? 2.6 : 2),
    behavior: isCalm || always ? "instant" : "smooth",
  });
}

export function startView(map) {
  const { surface, view, svg } = map;
  if (kept?.path === location.pathname) {
    zoomTo(map, kept.scale, undefined, undefined, kept.scale);
    view.scrollTo({ left: kept.left, top: kept.top, behavior: "instant" });
    holdStill(map, kept);
    const chosen = svg.querySelector(".map-selected > a[id^='at-']");
    if (chosen && !kept.places.has(chosen.id.slice(3))) reveal(map, chosen);
    glide(map, kept.spots);
  } else {
    const firsts = [".map-last", ".map-selected", ".map-start", ".map-node"];
    reveal(map, firsts.map((each) => svg.querySelector(each)).find(Boolean) ?? svg, { always: true });
  }
  const acts = {
    in: () => zoomTo(map, scaleOf(svg) * 1.25),
    out: () => zoomTo(map, scaleOf(svg) / 1.25),
    whole: () => fit(map),
    real: () => zoomTo(map, 1),
  };
  for (const control of surface.querySelectorAll("[data-zoom]")) {
    control.addEventListener("click", (event) => {
      event.preventDefault();
      acts[control.dataset.zoom]();
    });
  }
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = view.getBoundingClientRect();
    zoomTo(map, scaleOf(svg) * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }, { passive: false });
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { "+": "in", "=": "in", "-": "out", 0: "whole", 1: "real" }[event.key];
    if (act) acts[act]();
  });
  pan(map);
  pinch(map);
}

/** The background is dragged by mouse; touch scrolls by itself. */
function pan({ view }) {
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0 || event.target.closest("a, .map-handle, .map-tip")) return;
    view.setPointerCapture(event.pointerId);
    view.classList.add("map-view--moving");
    let [x, y] = [event.clientX, event.clientY];
    const move = (now) => {
      view.scrollLeft -= now.clientX - x;
      view.scrollTop -= now.clientY - y;
      [x, y] = [now.clientX, now.clientY];
    };
    view.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) {
      view.addEventListener(end, () => {
        view.removeEventListener("pointermove", move);
        view.classList.remove("map-view--moving");
      }, { once: true });
    }
  });
}

function pinch(map) {
  const { view, svg } = map;
  let begun = null;
  const distance = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  view.addEventListener("touchstart", ({ touches }) => {
    begun = touches.length === 2 ? { apart: distance(touches), scale: scaleOf(svg) } : null;
  }, { passive: true });
  view.addEventListener("touchmove", (event) => {
    if (!begun || event.touches.length !== 2) return;
    event.preventDefault();
    const { left, top } = view.getBoundingClientRect();
    const [one, other] = event.touches;
    const x = (one.clientX + other.clientX) / 2 - left;
    const y = (one.clientY + other.clientY) / 2 - top;
    zoomTo(map, (begun.scale * distance(event.touches)) / begun.apart, x, y);
  }, { passive: false });
}
