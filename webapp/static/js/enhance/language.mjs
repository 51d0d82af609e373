// htmx brings a new step but leaves the head of the page: its choice of a language must lead to the step that is shown.
document.addEventListener("htmx:afterSettle", () => {
  const back = document.querySelector("[data-place]");
  if (back) back.value = decodeURIComponent(window.location.pathname.split("/").pop());
});
