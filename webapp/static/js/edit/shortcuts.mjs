// Keyboard shortcuts: each does what a button or link on the page does. None fires while somebody types, and those of
// single keys can be turned off, as the Web Content Accessibility Guidelines ask (2.1.4).
import { startFinding } from "./find.mjs";

const setting = "shortcuts";
const soon = 1500;
let pressedG = -Infinity;

const isOn = () => localStorage.getItem(setting) !== "off";
const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]");
const sheet = () => document.getElementById("shortcut-sheet");

function press(selector) {
  const found = document.querySelector(selector);
  if (!found || found.disabled) return false;
  const field = found.dataset.focus && document.getElementById(found.dataset.focus);
  if (field) field.focus();
  else found.click();
  return true;
}

function withControl(event) {
  const key = event.key.toLowerCase();
  if (key === "k" && !event.shiftKey && document.querySelector("[data-find]")) {
    startFinding();
    return true;
  }
  if (key !== "z" || isTyping(event.target)) return false;
  return press(event.shiftKey ? 'form[action$="/again"] button' : 'form[action$="/undo"] button');
}

function alone(event) {
  if (isTyping(event.target) || !isOn() || document.querySelector("dialog[open]")) return false;
  if (event.timeStamp - pressedG < soon) {
    pressedG = -Infinity;
    return press(`[data-key="g ${CSS.escape(event.key)}"]`);
  }
  if (event.key === "g") {
    pressedG = event.timeStamp;
    return true;
  }
  if (event.key === "?") return press("[data-shortcuts]");
  return event.key.length === 1 && press(`[data-key="${CSS.escape(event.key)}"]`);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey ? withControl(event) : alone(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-close-sheet]")) sheet().close();
  if (!event.target.closest?.("[data-shortcuts]") || !sheet()) return;
  event.preventDefault();
  sheet().showModal();
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-shortcuts-on]")) return;
  localStorage.setItem(setting, target.checked ? "on" : "off");
});

for (const each of document.querySelectorAll("[data-shortcuts-on]")) {
  each.checked = isOn();
  each.closest("[hidden]")?.removeAttribute("hidden");
}
