/* The browser's half of lib/ui/quick_lines.py: lines wait here until the server says that it took them. */

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".quick-lines");
  const lines = (root.lines ??= new QuickLines(root));
  lines.send = (waiting) => setStateValue("lines", waiting);
  lines.draw(data);
}

class QuickLines {
  constructor(root) {
    this.waiting = [];
    this.label = Object.assign(document.createElement("label"), { htmlFor: "line" });
    this.field = Object.assign(document.createElement("input"), { id: "line", autocomplete: "off", dir: "auto" });
    this.button = document.createElement("button");
    const form = document.createElement("form");
    form.append(this.label, this.field, this.button);
    form.addEventListener("submit", (event) => this.add(event));
    root.replaceChildren(form);
  }

  draw(data) {
    this.label.textContent = data.label;
    this.field.placeholder = data.example;
    this.button.textContent = data.button;
    this.waiting = this.waiting.filter((line) => !data.taken.includes(line.id));
    if (this.turn === data.turn) return;
    this.turn = data.turn;
    this.field.focus();
  }

  add(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    this.field.value = "";
    this.field.focus();
    if (!text) return;
    this.waiting.push({ id: `${Date.now()}-${Math.random()}`, text });
    this.send([...this.waiting]);
  }
}
