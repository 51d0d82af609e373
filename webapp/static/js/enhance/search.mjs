// Results that come while somebody types: their number is said once typing rests, and stands in the browser's tab.
let resting;
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const found = document.getElementById("found");
  if (!found || !(target === found || target.id === "found" || target.matches?.("[data-live]"))) return;
  document.title = found.dataset.title;
  clearTimeout(resting);
  resting = setTimeout(() => {
    const status = document.querySelector("[data-found-status]");
    if (status) status.textContent = document.getElementById("found-title")?.textContent ?? "";
  }, 700);
});
