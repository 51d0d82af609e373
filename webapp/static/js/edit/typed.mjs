// What was typed on a page and is not saved, kept for this tab. Texts of the editor only, and only for their writer.
const prefix = "typed:";
const leaving = "typed-left";
const who = document.getElementById("keeping")?.dataset.who ?? "";
const kinds = "input:not([type]), input[type=text], input[type=search], textarea, select";

const nameOf = (path) => `${prefix}${path}`;

function read(path = location.pathname) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(nameOf(path)) ?? "null");
    return kept?.who === who ? kept.forms : {};
  } catch {
    return {};
  }
}

function write(forms, path = location.pathname) {
  try {
    if (Object.keys(forms).length) sessionStorage.setItem(nameOf(path), JSON.stringify({ who, forms }));
    else sessionStorage.removeItem(nameOf(path));
  } catch {
    // A browser that keeps nothing: the page itself still has it.
  }
}

/** A form by where it sends and its place among those that send there. */
function keyOf(form) {
  const same = [...document.querySelectorAll("main form")].filter((each) => each.getAttribute("action") === form.getAttribute("action"));
  return `${form.getAttribute("action")}|${same.indexOf(form)}`;
}

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.matches(kinds));

export function keep(field) {
  if (!field.name || !field.matches(kinds)) return;
  const forms = read();
  const key = keyOf(field.form);
  forms[key] = { fields: { ...forms[key]?.fields, [field.name]: field.value } };
  write(forms);
}

export function markSent(form) {
  const forms = read();
  const key = keyOf(form);
  if (forms[key]) write({ ...forms, [key]: { ...forms[key], sent: true } });
}

/** Before a form leaves its page: which one it is. */
export function markLeaving(form) {
  markSent(form);
  try {
    sessionStorage.setItem(leaving, JSON.stringify({ path: location.pathname, key: keyOf(form) }));
  } catch {
    // As above.
  }
}

/** What the page before sent is saved where it led here, to another page, and nothing is refused on it. */
export function forgetLeft() {
  const { path, key } = JSON.parse(sessionStorage.getItem(leaving) ?? "{}");
  sessionStorage.removeItem(leaving);
  const cameFrom = document.referrer && new URL(document.referrer).pathname;
  if (!path || path === location.pathname || path !== cameFrom || document.querySelector("main .error-summary")) return;
  const { [key]: saved, ...rest } = read(path);
  if (saved) write(rest, path);
}

export function forget(form, name = "") {
  const { [keyOf(form)]: kept, ...rest } = read();
  if (kept && name) {
    delete kept.fields[name];
    if (Object.keys(kept.fields).length) rest[keyOf(form)] = kept;
  }
  write(rest);
}

export function forgetAll(path = "") {
  for (const name of Object.keys(sessionStorage)) {
    if (path ? name === nameOf(path) : name.startsWith(prefix)) sessionStorage.removeItem(name);
  }
}

/** Drops what is saved by now, or has no field any more; tells whether anything is left to put back. */
export function offered(isDone) {
  const left = {};
  for (const form of document.querySelectorAll("main form")) {
    const kept = read()[keyOf(form)];
    if (!kept || (kept.sent && isDone)) continue;
    const open = fieldsOf(form).filter(({ name, value }) => name in kept.fields && kept.fields[name] !== value);
    if (open.length) left[keyOf(form)] = { fields: Object.fromEntries(open.map(({ name }) => [name, kept.fields[name]])) };
  }
  write(left);
  return Object.keys(left).length > 0;
}

export function putBack() {
  const forms = read();
  for (const form of document.querySelectorAll("main form")) {
    for (const field of fieldsOf(form)) {
      const text = forms[keyOf(form)]?.fields[field.name];
      if (text === undefined) continue;
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
