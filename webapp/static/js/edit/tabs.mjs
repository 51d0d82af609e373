// On a phone the row of surfaces scrolls: the one that is open comes into its middle.
const open = document.querySelector(".tabs [aria-current]");
const row = open?.closest("ul");

if (row && row.scrollWidth > row.clientWidth) {
  const [outer, inner] = [row.getBoundingClientRect(), open.getBoundingClientRect()];
  row.scrollBy({ left: inner.left + inner.width / 2 - (outer.left + outer.width / 2), behavior: "instant" });
}
