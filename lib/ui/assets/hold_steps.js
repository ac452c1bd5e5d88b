/* One question at a time or all, for lib/ui/hold_frame.py: known in this tab alone, so that turning to the next question
   needs no server. What is not looked at is hidden by a style of the page, which holds whenever Streamlit draws anew. */

const STEPS = {
  ways: { one: ["One", " at a time"], all: ["All", ""] }, way: "Questions", back: "Back", next: "Next", notes: "Notes", marks: "Mark this line",
  of: (place, count) => `${place} of ${count}`, keys: { back: "Alt+ArrowUp", next: "Alt+ArrowDown" },
};

class Steps {
  constructor(data) {
    this.key = `askwell:hold:${data.workspace}/${data.interview}`;
    this.style = element("style");
    Object.assign(this, { way: "one", at: "" }, this.read());
    this.buildHead();
    this.buildBar();
    document.addEventListener("keydown", (event) => this.catchKey(event), true);
    window.addEventListener("askwell:writing", ({ detail }) => this.stay(detail.id));
  }

  read() { try { return JSON.parse(sessionStorage.getItem(this.key)) ?? {}; } catch { return {}; } }

  keep() {
    try { sessionStorage.setItem(this.key, JSON.stringify({ way: this.way, at: this.at })); } catch { /* it starts anew */ }
  }

  buildHead() {
    this.ways = element("fieldset", { className: "ways" }, element("legend", { className: "unseen", textContent: STEPS.way }));
    this.choices = Object.entries(STEPS.ways).map(([value, [word, more]]) => {
      const choice = element("input", { type: "radio", name: "way", value, onchange: () => this.choose(value) });
      const words = element("span", { className: "words" }, word, element("span", { className: "more", textContent: more }));
      this.ways.append(element("label", {}, choice, words));
      return choice;
    });
  }

  buildBar() {
    this.back = button(STEPS.back, () => this.turn(-1), "turn");
    this.next = button(STEPS.next, () => this.turn(1), "turn");
    for (const way of ["back", "next"]) {
      this[way].setAttribute("aria-keyshortcuts", STEPS.keys[way]);
      this[way].title = STEPS.keys[way].replace("ArrowUp", "\u2191").replace("ArrowDown", "\u2193");
    }
    this.where = element("span", { className: "where" });
    this.where.setAttribute("role", "status");
    this.turns = element("div", { className: "turns" }, this.back, this.where, this.next);
    this.marks = element("div", { className: "marks" });
    this.marks.setAttribute("role", "group");
    this.marks.setAttribute("aria-label", STEPS.marks);
    this.bar = element("div", { className: "bar" }, this.turns, this.marks);
    // What is pressed takes no focus from the field, so that a phone's keyboard stays.
    this.bar.addEventListener("pointerdown", (event) => event.preventDefault());
    this.bar.addEventListener("mousedown", (event) => event.preventDefault());
  }

  update(data) {
    this.data = data;
    if (!this.marks.children.length) this.marks.append(...data.marks.map((one, place) => this.markButton(one, place + 1)));
    if (!this.style.isConnected) document.head.append(this.style);
    this.draw();
  }

  markButton({ sign, label }, digit) {
    const glyph = element("span", { className: "sign", textContent: sign });
    glyph.setAttribute("aria-hidden", "true");
    const made = button("", () => tell("mark", { sign, id: this.idAt(this.place) }));
    made.append(glyph, element("span", { className: "name", textContent: label }));
    made.setAttribute("aria-keyshortcuts", `Alt+${digit}`);
    made.title = `${label} (Alt+${digit})`;
    return made;
  }

  get place() {
    const found = this.data.steps.findIndex(({ address }) => address === this.at);
    return found < 0 ? 0 : found;
  }

  idAt(place) { return `${this.data.workspace}/${this.data.steps[place].address}`; }

  choose(way) {
    this.way = way;
    this.keep();
    this.draw();
  }

  /* Wherever somebody writes is what they look at. */
  stay(id) {
    const found = this.data?.steps.find(({ address }) => id === `${this.data.workspace}/${address}`);
    if (!found || found.address === this.at) return;
    this.at = found.address;
    this.keep();
  }

  turn(by) {
    const [from, { steps }] = [this.place, this.data];
    const to = Math.min(Math.max(from + by, 0), steps.length - 1);
    if (to === from) return;
    this.at = steps[to].address;
    this.keep();
    // Both are there for a moment, so that the cursor goes from one field to the other, and the keyboard stays.
    this.draw([from]);
    tell("write", { id: this.idAt(to) });
    setTimeout(() => this.draw(), 20);
  }

  catchKey(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey || event.ctrlKey || event.metaKey || !this.bar.isConnected) return;
    event.preventDefault();
    this.turn(by);
  }

  draw(also = []) {
    const { steps } = this.data;
    const place = this.place;
    const isOne = this.way === "one";
    const hidden = steps.filter((_, index) => isOne && index !== place && !also.includes(index));
    const rule = hidden.map(({ key }) => `.st-key-${key}, [data-testid=stLayoutWrapper]:has(> .st-key-${key})`).join(", ");
    show(this.style, rule && `${rule} { display: none !important; }`);
    this.choices.forEach((choice) => { choice.checked = choice.value === this.way; });
    this.ways.hidden = steps.length < 2;
    this.turns.hidden = !isOne || steps.length < 2;
    const isLast = place === steps.length - 1;
    show(this.where, isLast ? STEPS.notes : STEPS.of(place + 1, steps.length - 1));
    this.back.setAttribute("aria-disabled", place === 0);
    this.next.setAttribute("aria-disabled", isLast);
  }
}

function tell(what, detail) {
  window.dispatchEvent(new CustomEvent(`askwell:${what}`, { detail }));
}
