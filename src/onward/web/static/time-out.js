// The end of a session that nobody sits at: warns two minutes before, lets it go on, or keeps what was typed,
// covers the page and leaves it. The hub knows how long the session lasts; another window may have used it.

const box = document.querySelector("[data-time-out]");
const SPOKEN = [60, 30, 10];
const GRACE = 5;
const TYPED = "input:not([type=hidden], [type=password], [type=file], [type=submit], [type=button]), select, textarea";
let ends = 0;
let before = null;
let spoken = [];

const left = () => Math.round((ends - Date.now()) / 1000);
const token = () => box.querySelector("input[name=csrfmiddlewaretoken]").value;
const words = (seconds) => (seconds > 90 ? "2 minutes" : seconds > 50 ? "1 minute" : `${Math.max(seconds, 0)} seconds`);

async function ask(method) {
  const body = method === "POST" ? new URLSearchParams({ csrfmiddlewaretoken: token() }) : undefined;
  const answer = await fetch(box.dataset.session, { method, body });
  ends = Date.now() + (await answer.json()).left * 1000;
}

function tell(seconds) {
  box.querySelector("[data-time-out-shown]").textContent = ` in ${words(seconds)}`;
  const due = SPOKEN.find((each) => seconds <= each && !spoken.includes(each));
  if (due) {
    spoken = SPOKEN.filter((each) => each >= due);
    box.querySelector("[data-time-out-told]").textContent = `You will be signed out in ${words(seconds)}.`;
  }
}

function close() {
  if (!box.open) return;
  box.close();
  before?.focus();
}

function warn() {
  before = document.activeElement;
  spoken = [];
  box.showModal();
  box.querySelector("[data-time-out-stay]").focus();
}

const isChanged = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.options
      ? [...field.options].some((each) => each.selected !== each.defaultSelected)
      : field.value !== field.defaultValue;

function typed() {
  const came = document.querySelector(".ds_error-summary");
  for (const form of document.querySelectorAll("main form[method=post]")) {
    const fields = [...form.querySelectorAll(TYPED)].filter((each) => each.name && each.autocomplete !== "one-time-code");
    if (!fields.some(isChanged) && !(came && fields.length)) continue;
    const names = new Set(fields.map((each) => each.name)).add("kept-answers");
    return [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
  }
  return [];
}

async function leave() {
  const answers = JSON.stringify(typed());
  const page = location.pathname + location.search;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(), page, answers });
  document.body.replaceChildren();
  let told = "none";
  try {
    const answer = await fetch(box.dataset.leave, { method: "POST", body });
    if (answer.status === 409) return location.reload();
    told = (await answer.json()).answers;
  } finally {
    location.replace(`${box.dataset.gone}?${new URLSearchParams({ answers: told, next: page })}`);
  }
}

async function look() {
  const warning = Number(box.dataset.warning);
  if (left() > warning) close();
  else if (!box.open || left() <= GRACE) {
    await ask("GET");
    if (left() <= GRACE) return leave();
    if (left() <= warning && !box.open) warn();
  }
  if (box.open) tell(left());
  setTimeout(look, box.open ? 1000 : Math.min(Math.max(left() - warning, 1), 60) * 1000);
}

async function putBack() {
  const kept = /^#kept=([0-9a-f-]{36})$/.exec(location.hash);
  const form = kept && [...document.querySelectorAll("main form[method=post]")].find((each) => each.querySelector(TYPED));
  if (!form) return;
  const answer = await fetch(`/kept/${kept[1]}/answers`);
  if (!answer.ok) return;
  const { answers, replaces } = await answer.json();
  const given = Map.groupBy ? Map.groupBy(answers, ([name]) => name) : new Map();
  if (!Map.groupBy) for (const each of answers) given.set(each[0], [...(given.get(each[0]) ?? []), each]);
  for (const field of form.querySelectorAll(TYPED)) {
    const values = (given.get(field.name) ?? []).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.options) for (const each of field.options) each.selected = values.includes(each.value);
    else if (values.length) field.value = values.shift();
    if (given.has(field.name)) field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const marker = Object.assign(document.createElement("input"), { type: "hidden", name: replaces, value: kept[1] });
  const told = Object.assign(document.createElement("p"), { className: "onward-put-back", textContent: "Your answers are back in the form. Check them, then send it." });
  told.setAttribute("role", "status");
  form.prepend(marker);
  form.before(told);
  history.replaceState(null, "", location.pathname + location.search);
}

if (box) {
  ends = Date.now() + Number(box.dataset.left) * 1000;
  box.addEventListener("cancel", (event) => event.preventDefault());
  box.querySelector("[data-time-out-stay]").addEventListener("click", async () => {
    await ask("POST");
    if (left() <= GRACE) return leave();
    close();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && left() <= 0) leave();
  });
  putBack();
  look();
}
