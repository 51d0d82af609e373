// Tells how many characters are left. A screen reader hears it only after a pause in typing.
let pause;
document.addEventListener("input", ({ target }) => {
  const most = Number(target.dataset.count);
  if (!most) return;
  const told = document.getElementById(target.dataset.countMessage);
  const left = most - [...target.value].length;
  const sentence = left < 0 ? told.dataset.over : told.dataset.left;
  told.textContent = sentence.replace("{n}", Math.abs(left).toLocaleString(`${document.documentElement.lang}-u-nu-latn`));
  told.classList.toggle("count--over", left < 0);
  told.removeAttribute("aria-live");
  clearTimeout(pause);
  pause = setTimeout(() => told.setAttribute("aria-live", "polite"), 800);
});
