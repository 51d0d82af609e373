// A form pressed twice is sent once. And when htmx cannot finish, the browser does it the plain way,
// so that nobody stands before a button that does nothing.
const PRESSED_TWICE = 1500;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const last = Number(form.dataset.sentAt ?? -Infinity);
  if (event.timeStamp - last < PRESSED_TWICE) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  form.dataset.sentAt = event.timeStamp;
}, true);

function goThePlainWay({ detail }) {
  if (detail.elt.matches("[data-live]")) return; // nobody pressed anything; the button is still there
  const form = detail.elt.closest("form");
  if (!form) {
    window.location.assign(detail.elt.href);
    return;
  }
  const pressed = detail.requestConfig?.triggeringEvent?.submitter;
  if (pressed?.name) {
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value });
    form.append(kept);
  }
  form.submit();
}

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout", "htmx:swapError"]) {
  document.addEventListener(failure, goThePlainWay);
}
