// A long list as a combobox: what is typed narrows it, arrows and Enter choose. Without this module the browser's own
// list, and then the server, do the same. Made when a field is first entered, so that new steps need no notice.
const most = 10;

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

function matching(labels, typed) {
  const wanted = fold(typed);
  if (!wanted) return labels.slice(0, most);
  const rank = (label) => (fold(label).startsWith(wanted) ? 0 : fold(label).split(/[\s-]+/).some((word) => word.startsWith(wanted)) ? 1 : 2);
  const found = labels.filter((label) => fold(label).includes(wanted));
  return found.sort((one, other) => rank(one) - rank(other)).slice(0, most);
}

function make(tag, attributes) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function enhance(holder) {
  const input = holder.querySelector("input");
  const datalist = holder.querySelector("datalist");
  const labels = [...datalist.options].map(({ value }) => value);
  const list = make("ul", { id: `${input.id}-list`, role: "listbox", class: "typeahead__list", hidden: "", "aria-labelledby": input.id });
  const status = make("div", { role: "status", class: "visually-hidden" });
  input.removeAttribute("list");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
  holder.append(list, status);
  let active = -1;

  const point = (at) => {
    active = at;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    point(-1);
  };
  const open = () => {
    const found = matching(labels, input.value);
    list.replaceChildren(...found.map((label, number) => {
      const item = make("li", { role: "option", id: `${list.id}-${number}`, class: "typeahead__option", "aria-selected": "false" });
      item.textContent = label;
      return item;
    }));
    status.textContent = found.length ? holder.dataset.found.replace("{count}", found.length) : holder.dataset.nothing;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(-1);
  };
  const choose = (item) => {
    input.value = item.textContent;
    close();
    input.focus();
  };

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus
  });
  list.addEventListener("click", ({ target }) => {
    const item = target.closest("li");
    if (item) choose(item);
  });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      else if (event.key === "ArrowDown") point(active < last ? active + 1 : 0);
      else point(active > 0 ? active - 1 : last);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}

document.addEventListener("focusin", ({ target }) => {
  const holder = target.closest?.("[data-typeahead]");
  if (!holder || "isEnhanced" in holder.dataset) return;
  holder.dataset.isEnhanced = "";
  enhance(holder);
});
