// Leaving at once: what is shown goes before anything else happens, the address takes this page's place in the
// history, and whoever presses Back in this tab later is taken away again. Escape three times does the same.
const LEFT = "left-at-once";
const WITHIN = 2000;
let presses = [];

function waysOut() {
  return document.querySelector("[data-leave] a");
}

function hide() {
  document.title = "";
  document.body.replaceChildren();
}

function leave(address) {
  hide();
  try {
    sessionStorage.setItem(LEFT, address);
  } catch {
    // A browser that stores nothing still leaves.
  }
  window.location.replace(address);
}

/** Where this tab was left for; nothing in a browser that stores nothing. */
function leftFor() {
  try {
    return sessionStorage.getItem(LEFT);
  } catch {
    return null;
  }
}

/** Back leads away again; whoever comes anew, by an address or a link, stays. */
function leaveAgain(wentBack) {
  const address = leftFor();
  if (address && wentBack) leave(address);
  else if (address) sessionStorage.removeItem(LEFT);
}

leaveAgain(performance.getEntriesByType("navigation")[0]?.type === "back_forward");
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) leaveAgain(true);
});

if (waysOut()) {
  for (const told of document.querySelectorAll("[data-leave-keys]")) told.hidden = false;
}

document.addEventListener("click", (event) => {
  const way = event.target.closest?.("[data-leave] a");
  if (!way) return;
  event.preventDefault();
  leave(way.href);
});

document.addEventListener("keydown", ({ key, timeStamp, repeat }) => {
  const way = waysOut();
  if (key !== "Escape" || repeat || !way) return;
  presses = [...presses.filter((at) => timeStamp - at < WITHIN), timeStamp];
  if (presses.length >= 3) leave(way.href);
});
