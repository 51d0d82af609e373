// After a swap the place on the page stays, and what was said about the change is brought into view.
document.addEventListener("htmx:afterSettle", () => {
  document.querySelector("#told")?.scrollIntoView({ block: "nearest" });
});

// A picture that is wider than its frame is read from where people begin, not from its left edge.
for (const frame of document.querySelectorAll(".review-map")) {
  const start = frame.querySelector(".map-node.map-start");
  if (!start) continue;
  const [box, around] = [start.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft += box.left + box.width / 2 - (around.left + around.width / 2);
}
