// Where rows of a table are chosen: a box that chooses all of them, and how many are chosen now.

const BOXES = 'td.onward-table__choice input[type="checkbox"]';

function count(form) {
  const boxes = [...form.querySelectorAll(BOXES)];
  const chosen = boxes.filter((box) => box.checked).length;
  for (const place of form.querySelectorAll("[data-chosen-count]")) {
    place.textContent = chosen ? `${chosen} chosen` : "None chosen";
  }
  const all = form.querySelector("[data-choose-all]");
  if (all) {
    all.checked = boxes.length > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
}

function offerAll(form) {
  const bar = form.querySelector("[data-actions]");
  if (!bar || bar.querySelector("[data-choose-all]")) return;
  const label = document.createElement("label");
  label.className = "onward-actions__all";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.dataset.chooseAll = "";
  label.append(box, "Choose all");
  bar.prepend(label);
  count(form);
}

function prepare() {
  for (const bar of document.querySelectorAll("form [data-actions]")) offerAll(bar.closest("form"));
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (!form) return;
  if (event.target.matches("[data-choose-all]")) {
    for (const box of form.querySelectorAll(BOXES)) box.checked = event.target.checked;
  }
  if (event.target.matches(`${BOXES}, [data-choose-all]`)) count(form);
});
document.addEventListener("htmx:load", prepare);
prepare();
