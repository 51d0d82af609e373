// The whole map, small, with a frame around what is seen: drag the frame, or press where to look.
import { scaleOf } from "./map-view.mjs";

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 150;
const LEAST = 28;

function rect(parent, kind, x, y, width, height) {
  const element = document.createElementNS(SVG, "rect");
  element.setAttribute("class", kind);
  parent.append(element);
  place(element, x, y, width, height);
  return element;
}

function place(element, x, y, width, height) {
  for (const [key, value] of Object.entries({ x, y, width, height })) element.setAttribute(key, value);
}

/** The boxes, as large as they are now, and the frame over them. */
function draw({ view, svg, nodes }, mini) {
  const { width, height } = svg.viewBox.baseVal;
  const size = Math.min(WIDE / width, (view.clientHeight * 0.55) / height);
  mini.setAttribute("viewBox", `0 0 ${width} ${height}`);
  mini.setAttribute("width", Math.max(LEAST, width * size));
  mini.setAttribute("height", height * size);
  mini.replaceChildren();
  const shift = svg.querySelector("#map-all").transform.baseVal[0].matrix;
  for (const link of nodes.values()) {
    const node = link.closest(".map-node");
    const { e, f } = node.transform.baseVal[0].matrix;
    const box = node.querySelector(".map-shape").getBBox();
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", [...node.classList].find((each) => each !== "map-node"));
    mini.append(group);
    rect(group, "map-shape", e + shift.e, f + shift.f, box.width, box.height);
  }
  return rect(mini, "map-mini__frame", 0, 0, 0, 0);
}

export function startMini(map) {
  const { surface, view, svg } = map;
  const mini = document.createElementNS(SVG, "svg");
  mini.setAttribute("class", "map map-mini");
  mini.setAttribute("aria-hidden", "true");
  mini.setAttribute("preserveAspectRatio", "none");
  let frame = draw(map, mini);
  const follow = () => {
    const scale = scaleOf(svg);
    const { width, height } = svg.viewBox.baseVal;
    const { scrollLeft: left, scrollTop: top } = view;
    mini.toggleAttribute("hidden", width * scale <= view.clientWidth && height * scale <= view.clientHeight);
    place(frame, left / scale, top / scale, Math.min(width, view.clientWidth / scale), Math.min(height, view.clientHeight / scale));
  };
  view.after(mini);
  view.addEventListener("scroll", follow, { passive: true });
  new ResizeObserver(follow).observe(svg);
  surface.addEventListener("map:renewed", () => {
    frame = draw(map, mini);
    follow();
  });
  follow();
  mini.addEventListener("pointerdown", (event) => {
    mini.setPointerCapture(event.pointerId);
    look(map, mini, event);
  });
  mini.addEventListener("pointermove", (event) => {
    if (event.buttons) look(map, mini, event);
  });
}

function look({ view, svg }, mini, event) {
  const box = mini.getBoundingClientRect();
  const scale = scaleOf(svg);
  const { width, height } = svg.viewBox.baseVal;
  view.scrollTo({
    left: ((event.clientX - box.left) / box.width) * width * scale - view.clientWidth / 2,
    top: ((event.clientY - box.top) / box.height) * height * scale - view.clientHeight / 2,
    behavior: "instant",
  });
}
