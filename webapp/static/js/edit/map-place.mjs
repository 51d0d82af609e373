// Where the boxes are: after an edit what somebody looked at stays where it is on the screen, and boxes that have to
// move glide there, so that nobody loses sight of them. Who wants less motion sees them where they are at once.
const GLIDE = 260;
const NEAR = 400;

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Where each box is in the picture, by name. */
export function placesOf({ nodes }) {
  return new Map([...nodes].map(([name, link]) => {
    const { e, f } = link.closest(".map-node").transform.baseVal[0].matrix;
    return [name, { x: e, y: f }];
  }));
}

/** The same on the screen, from the corner of the frame. */
export function spotsOf(map) {
  const { view, svg } = map;
  const [box, frame] = [svg.getBoundingClientRect(), view.getBoundingClientRect()];
  const scale = box.width / svg.viewBox.baseVal.width;
  const spots = placesOf(map);
  for (const [name, { x, y }] of spots) spots.set(name, { x: box.left - frame.left + x * scale, y: box.top - frame.top + y * scale });
  return spots;
}

/** The box that stays: what was worked at; else the one nearest to the middle, of those that need not move if there are any. */
function anchorOf(map, kept) {
  const { clientWidth: wide, clientHeight: tall } = map.view;
  const places = placesOf(map);
  const seen = [...kept.spots].filter(([name, { x, y }]) => places.has(name) && x > -NEAR / 2 && y > -NEAR / 4 && x < wide && y < tall);
  const own = seen.find(([name]) => name === kept.anchor);
  if (own) return own;
  const still = seen.filter(([name]) => places.get(name).x === kept.places.get(name).x && places.get(name).y === kept.places.get(name).y);
  const far = ([, { x, y }]) => Math.hypot(x - wide / 2, y - tall / 2);
  return (still.length ? still : seen).reduce((best, each) => (!best || far(each) < far(best) ? each : best), null);
}

/** Scrolls so that one box is where it was on the screen. */
export function holdStill(map, kept) {
  const anchor = anchorOf(map, kept);
  if (!anchor) return;
  const { view, svg } = map;
  const [name, before] = anchor;
  const after = spotsOf(map).get(name);
  view.scrollBy({ left: after.x - before.x, top: after.y - before.y, behavior: "instant" });
  const room = view.clientWidth - svg.getBoundingClientRect().width;
  if (room <= 0) return;
  // A narrow picture stands in the middle and cannot be scrolled: it moves aside as far as there is room.
  const aside = svg.getBoundingClientRect().left - view.getBoundingClientRect().left - (spotsOf(map).get(name).x - before.x);
  svg.style.marginInline = `${Math.min(Math.max(aside, 0), room)}px auto`;
}

/** Lets the boxes near the frame glide from where they were on the screen; lines and labels appear when they are there. */
export function glide(map, spots) {
  if (isCalm()) return;
  const { view, svg, nodes } = map;
  const { clientWidth: wide, clientHeight: tall } = view;
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const timing = { duration: GLIDE, easing: "ease-out" };
  const places = placesOf(map);
  const gliding = [];
  for (const [name, { x, y }] of spotsOf(map)) {
    const [from, to] = [spots.get(name), places.get(name)];
    if (!from || Math.hypot(from.x - x, from.y - y) < 1) continue;
    if (x < -NEAR || y < -NEAR || x > wide + NEAR || y > tall + NEAR) continue;
    const begun = `translate(${to.x + (from.x - x) / scale}px, ${to.y + (from.y - y) / scale}px)`;
    const moving = nodes.get(name).closest(".map-node").animate({ transform: [begun, `translate(${to.x}px, ${to.y}px)`] }, timing);
    gliding.push(moving.finished);
  }
  if (!gliding.length) return;
  svg.classList.add("map-gliding");
  Promise.allSettled(gliding).then(() => svg.classList.remove("map-gliding"));
}
