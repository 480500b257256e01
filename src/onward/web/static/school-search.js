// Offers schools while somebody types the name of one: a combobox with a list, as WAI-ARIA describes it.
// Without script one searches and then chooses. What is chosen goes into the form as if it had been found so.

const PAUSE = 200;
const SHORTEST = 2;

class SchoolSearch {
  constructor(input) {
    this.input = input;
    this.schools = [];
    this.active = -1;
    this.asked = 0;
    this.list = this.make("ul", "onward-schools__list");
    this.list.id = `${input.id}_schools`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Offered as you type");
    this.told = this.make("p", "visually-hidden");
    this.told.setAttribute("role", "status");
    this.tie();
    this.close();
  }

  make(name, look) {
    const element = document.createElement(name);
    element.className = look;
    return element;
  }

  tie() {
    const { input, list } = this;
    const frame = this.make("div", "onward-schools");
    input.before(frame);
    frame.append(input, list, this.told);
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.pointed || this.close());
    // What stands below moves up when the list closes: not between the press of a button and its release.
    document.addEventListener("pointerdown", () => { this.pointed = true; });
    document.addEventListener("pointerup", () => setTimeout(() => { this.pointed = false; }));
    document.addEventListener("click", (event) => frame.contains(event.target) || this.close());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.choose([...list.children].indexOf(event.target.closest("li"))));
  }

  wait() {
    clearTimeout(this.timer);
    this.forget();
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), PAUSE);
  }

  async ask(words) {
    const number = ++this.asked;
    if (words.length < SHORTEST) return this.close();
    const address = `${this.input.dataset.schoolsAt}?${new URLSearchParams({ words })}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || number !== this.asked) return;
    const { schools, has_more: hasMore } = await answer.json();
    if (number === this.asked && document.activeElement === this.input) this.show(schools, hasMore);
  }

  show(schools, hasMore) {
    this.schools = schools;
    this.list.replaceChildren(...schools.map((school, place) => this.option(school, place)));
    this.list.hidden = schools.length === 0;
    this.input.setAttribute("aria-expanded", String(schools.length > 0));
    this.turnTo(-1);
    const count = schools.length === 1 ? "1 school" : `${schools.length} schools`;
    const more = hasMore ? " or more. Type more to narrow them" : "";
    this.told.textContent = schools.length ? `${count}${more}. Use the arrow keys to choose.` : "No school was found.";
  }

  option(school, place) {
    const option = this.make("li", "onward-schools__option");
    option.id = `${this.list.id}_${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = this.make("span", "onward-schools__name");
    name.textContent = school.name;
    const where = this.make("span", "onward-schools__place");
    where.textContent = school.place;
    option.append(name, " ", where);
    return option;
  }

  press(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (this.list.hidden) return;
    if (event.key in steps) {
      const places = this.schools.length + 1;
      this.turnTo(((this.active + 1 + steps[event.key] + places) % places) - 1);
    } else if (event.key === "Enter" && this.active >= 0) {
      this.choose(this.active);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
  }

  turnTo(place) {
    this.active = place;
    [...this.list.children].forEach((option, each) => {
      option.setAttribute("aria-selected", String(each === place));
      if (each === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place >= 0) this.input.setAttribute("aria-activedescendant", this.list.children[place].id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(place) {
    const school = this.schools[place];
    if (!school) return;
    this.input.value = school.words;
    this.close();
    this.told.textContent = `${school.name} is chosen.`;
    const name = this.input.dataset.schoolsChoose;
    if (!name) return this.input.form.requestSubmit();
    this.forget();
    for (const box of this.input.form.querySelectorAll(`input[type="radio"][name="${name}"]`)) box.checked = false;
    this.kept = this.make("input", "");
    Object.assign(this.kept, { type: "hidden", name, value: school.key });
    this.input.form.append(this.kept);
  }

  forget() {
    this.kept?.remove();
    this.kept = undefined;
  }

  close() {
    this.asked += 1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.turnTo(-1);
  }
}

function prepare() {
  for (const input of document.querySelectorAll('[data-schools-at]:not([role="combobox"])')) new SchoolSearch(input);
}

document.addEventListener("htmx:load", prepare);
prepare();
