// Shows the print buttons.
function showPrintButtons() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
}

showPrintButtons();
document.addEventListener("htmx:afterSettle", showPrintButtons);
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-print]")) window.print();
});
