// The public's page in a frame of its own, where scripts run; what stands beside it follows each answer.
const holder = document.querySelector("[data-frame]");

if (holder) {
  const frame = document.createElement("iframe");
  frame.src = holder.dataset.frame;
  frame.title = holder.dataset.frameTitle;
  frame.className = "phone__frame";
  holder.replaceChildren(frame);
  let isFirst = true;
  frame.addEventListener("load", () => {
    frame.contentDocument?.addEventListener("htmx:afterSettle", () => lookBeside(frame));
    if (!isFirst) lookBeside(frame);
    isFirst = false;
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-frame-at]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    frame.src = link.dataset.frameAt;
    if (!("stay" in link.dataset)) frame.focus();
  });
}

/** The way to the page that the frame shows, which is the last part of its address. */
async function lookBeside(frame) {
  const side = document.querySelector("[data-look]");
  const place = frame.contentWindow.location.pathname.split("/try/frame/")[1] ?? "";
  const address = new URL(side.dataset.look, location.href);
  address.searchParams.set("at", decodeURIComponent(place));
  const typed = [...side.querySelectorAll("form[data-keep-typed]")].filter(isTyped);
  await window.htmx.ajax("GET", address.pathname + address.search, { target: `#${side.id}`, swap: "outerHTML" });
  for (const form of typed) document.getElementById(form.id)?.replaceWith(form);
}

/** Whether somebody has begun to write in a form: then it stays as it is, about the step that it is about. */
function isTyped(form) {
  return [...form.querySelectorAll("input[type=text], textarea")].some((field) => field.value !== field.defaultValue);
}
