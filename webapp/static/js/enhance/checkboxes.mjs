// "None of these" and the others exclude one another. Without this module the server says so instead.
document.addEventListener("change", ({ target }) => {
  const group = target.closest("[data-choices]");
  if (!group || !target.checked) return;
  const isExclusive = target.hasAttribute("data-exclusive");
  for (const box of group.querySelectorAll("input[type=checkbox]")) {
    if (box !== target && (isExclusive || box.hasAttribute("data-exclusive"))) box.checked = false;
  }
});
