/* The coach beside a letter: what is good first, then what could be better, why on demand. It never touches the text,
   and it is redrawn in place, so that an opened line stays open and the focus stays where it is. */

const MOST_SHOWN = { good: 3, better: 4 }; // lines; the others are folded
const HUSH = 4000; // ms without a change until the tally is read out
const SIGNS = { good: "\u2713", better: "\u2192" };
const COACH = {
  title: "Coach",
  nothing: "Nothing to say yet.",
  good: "Good",
  better: "Better",
  why: "Why",
  source: (source, grade) => (grade ? `${source}: ${grade}.` : source),
  more: { good: (n) => `${n} more ${n === 1 ? "is" : "are"} good`, better: (n) => `${n} more to look at` },
  tally: (good, better) => `${good} good, ${better} could be better`,
};

class Coach {
  constructor(grades) {
    Object.assign(this, { grades, version: -1, lines: new Map(), told: "", timer: null });
    this.tally = element("span", { className: "tally" });
    this.status = element("span", { className: "unseen" });
    this.status.setAttribute("role", "status");
    this.lists = { good: this.list("good"), better: this.list("better") };
    this.nothing = element("p", { className: "nothing", textContent: COACH.nothing, hidden: true });
    const title = element("p", { className: "title", textContent: COACH.title });
    title.append(this.tally);
    const parts = Object.values(this.lists).flatMap(({ shown, more }) => [shown, more]);
    this.node = element("section", { className: "coach" }, title, this.status, this.nothing, ...parts);
    this.node.setAttribute("aria-label", COACH.title);
  }

  list(verdict) {
    const [shown, rest] = [element("ul"), element("ul")];
    const words = element("summary");
    const more = element("details", { className: `more ${verdict}`, hidden: true }, words, rest);
    return { shown, rest, more, words };
  }

  /* Draw what was remarked on a version of the letter, unless a later one was drawn already. */
  hear(remarks, version) {
    if (!Array.isArray(remarks) || version < this.version) return;
    this.version = version;
    const known = new Set(remarks.map((remark) => remark.id));
    for (const [id, line] of this.lines) if (!known.has(id)) { line.node.remove(); this.lines.delete(id); }
    for (const verdict of Object.keys(SIGNS)) this.fill(verdict, remarks.filter((remark) => remark.verdict === verdict));
    this.nothing.hidden = remarks.length > 0;
    this.count(remarks);
  }

  fill(verdict, remarks) {
    const { shown, rest, more, words } = this.lists[verdict];
    const lines = remarks.map((remark) => this.line(remark));
    arrange(shown, lines.slice(0, MOST_SHOWN[verdict]));
    arrange(rest, lines.slice(MOST_SHOWN[verdict]));
    shown.hidden = !shown.children.length;
    more.hidden = !rest.children.length;
    words.textContent = COACH.more[verdict](rest.children.length);
  }

  line(remark) {
    if (!this.lines.has(remark.id)) this.lines.set(remark.id, new RemarkLine());
    const line = this.lines.get(remark.id);
    line.show({ ...remark, grade: this.grades[remark.grade] });
    return line.node;
  }

  count(remarks) {
    const good = remarks.filter((remark) => remark.verdict === "good").length;
    const words = remarks.length ? COACH.tally(good, remarks.length - good) : "";
    this.tally.textContent = words;
    clearTimeout(this.timer);
    if (this.told === "") this.told = words; // what stands there at the start is read with the page
    this.timer = setTimeout(() => this.tell(words), HUSH);
  }

  tell(words) {
    if (words === this.told) return;
    this.told = words;
    this.status.textContent = words;
  }
}

class RemarkLine {
  constructor() {
    this.sign = element("span", { className: "sign" });
    this.sign.setAttribute("aria-hidden", "true");
    this.word = element("span", { className: "word" });
    this.name = element("span", { className: "name" });
    this.said = element("p", { className: "said", dir: "auto" });
    this.summary = element("summary");
    this.why = element("p");
    this.source = element("p", { className: "source" });
    this.head = element("span", { className: "head" }, this.sign, this.word, " ", this.name);
    this.details = element("details", {}, this.summary, this.why, this.source);
    this.node = element("li");
  }

  /* What is good is one line that opens; what could be better says at once what to do. */
  show({ verdict, title, said, why, source, grade }) {
    this.node.className = verdict;
    this.sign.textContent = SIGNS[verdict];
    this.word.textContent = `${COACH[verdict]}:`;
    this.name.textContent = title;
    this.said.textContent = said;
    this.why.textContent = why;
    this.source.textContent = source ? COACH.source(source, grade) : "";
    if (this.drawn === verdict) return;
    this.drawn = verdict;
    const isGood = verdict === "good";
    this.summary.replaceChildren(isGood ? this.head : COACH.why);
    if (isGood) this.why.before(this.said);
    this.node.replaceChildren(...(isGood ? [this.details] : [this.head, this.said, this.details]));
  }
}

/* Bring the lines of a list into this order; a line that stands right is left alone, with the focus that it may hold. */
function arrange(list, lines) {
  lines.forEach((line, place) => {
    if (list.children[place] !== line) list.insertBefore(line, list.children[place] ?? null);
  });
  while (list.children.length > lines.length) list.lastElementChild.remove();
}

/* What is remarked on a letter comes with the answer to each save, of its subject too. */
function coachHears({ workspace, address }, { remarks, version }) {
  const letter = address.split("/")[1];
  fields.get(idOf({ workspace, address: `body/${letter}` }))?.coach?.hear(remarks, version);
}
