// After a swap the place on the page stays, and what was said about the change is brought into view.
document.addEventListener("htmx:afterSettle", () => {
  document.querySelector("#told")?.scrollIntoView({ block: "nearest" });
});
