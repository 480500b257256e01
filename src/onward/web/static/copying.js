// A button that copies a line of text, beside each that may be copied. Without script it is chosen by hand.

function offer(field) {
  const label = field.labels[0].textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds_button ds_button--secondary ds_button--small onward-copy__button";
  button.textContent = "Copy";
  const about = document.createElement("span");
  about.className = "visually-hidden";
  about.textContent = ` ${label}`;
  button.append(about);
  const told = document.createElement("span");
  told.className = "onward-copy__told";
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    told.textContent = "Copied";
  });
  field.after(button, told);
  field.dataset.copy = "offered";
}

function prepare() {
  if (!navigator.clipboard) return;
  for (const field of document.querySelectorAll('[data-copy=""]')) offer(field);
}

document.addEventListener("htmx:load", prepare);
prepare();
