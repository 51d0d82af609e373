// A decision table by keyboard: arrows and Enter move between cells; cells copied from a spreadsheet are pasted
// from the cell on in which one stands, into new rows where the table ends.
const table = document.querySelector("[data-grid]");
const status = document.querySelector("[data-grid-status]");

const rowsOf = () => [...table.tBodies[0].rows];
const cellsOf = (row) => [...row.querySelectorAll("[data-cell]")];

function go(row, column) {
  const cell = row && cellsOf(row)[column];
  if (!cell) return false;
  cell.focus();
  cell.select();
  return true;
}

function move(event) {
  const cell = event.target.closest("[data-cell]");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const row = cell.closest("tr");
  const column = cellsOf(row).indexOf(cell);
  const isAll = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const atStart = isAll || (cell.selectionStart === 0 && cell.selectionEnd === 0);
  const atEnd = isAll || cell.selectionStart === cell.value.length;
  const rtl = getComputedStyle(table).direction === "rtl" ? -1 : 1;
  const steps = {
    ArrowUp: () => go(row.previousElementSibling, column),
    ArrowDown: () => go(row.nextElementSibling, column),
    Enter: () => go(event.shiftKey ? row.previousElementSibling : row.nextElementSibling, column) || true,
    ArrowLeft: () => (rtl > 0 ? atStart : atEnd) && go(row, column - rtl),
    ArrowRight: () => (rtl > 0 ? atEnd : atStart) && go(row, column + rtl),
  };
  if (steps[event.key]?.()) event.preventDefault();
}

/** A row like the last one, with nothing in its cells. */
function addRow() {
  const rows = rowsOf();
  const last = rows.at(-1);
  if (!last) return null;
  const row = last.cloneNode(true);
  const number = rows.length;
  for (const field of row.querySelectorAll("[name]")) {
    if (field.name.startsWith("row.")) field.name = field.name.replace(/^row\.\d+/, `row.${number}`);
    if (field.id) field.id = field.id.replace(/^cell-row-\d+/, `cell-row-${number}`);
    if (field.matches("input")) field.value = "";
    if (field.ariaLabel) field.ariaLabel = field.ariaLabel.replace(/\d+/, number + 1);
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  for (const error of row.querySelectorAll(".field-error")) error.remove();
  for (const button of row.querySelectorAll("button[name=act]")) button.value = button.value.replace(/\d+$/, number);
  row.cells[0].firstChild.textContent = number + 1;
  last.after(row);
  return row;
}

function paste(event) {
  const cell = event.target.closest("[data-cell]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!cell || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const first = rowsOf().indexOf(cell.closest("tr"));
  const column = cellsOf(cell.closest("tr")).indexOf(cell);
  lines.forEach((line, number) => {
    const row = rowsOf()[first + number] ?? addRow();
    line.split("\t").forEach((value, place) => {
      const target = cellsOf(row)[column + place];
      if (target) target.value = value.trim();
    });
  });
  status.textContent = `${lines.length} × ${lines[0].split("\t").length}`;
}

if (table) {
  table.addEventListener("keydown", move);
  table.addEventListener("paste", paste);
  document.querySelector("[data-add-row]").addEventListener("click", (event) => {
    const row = addRow();
    if (!row) return;
    event.preventDefault();
    go(row, 0);
  });
}
