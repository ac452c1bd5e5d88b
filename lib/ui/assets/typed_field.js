/* The field of lib/ui/typed_field.py: it hands what is typed to its delivery (typed_outbox.js), says where that stands,
   and never touches the text while it is being written. */

const PAUSE = 900; // ms after the last key
const GRACE = 5000; // ms that a field which was taken off the page may come back as it was

/* Streamlit may draw a field anew, even beside its old self, when the page above it changes. So there is one object a
   text, with its own elements, and they move to wherever the field is drawn now: cursor, edits and timers go on. */
const fields = new Map();
let births = 0;

export default function ({ parentElement, data }) {
  if (data.outbox) {
    if (data.forget) forgetKept(); else deliverKept();
    return undefined;
  }
  // What tells the open gaps has another class from its first drawing on.
  const root = parentElement.querySelector(".typed-field, .open-gaps");
  const id = idOf(data);
  if (data.watch) return watchGaps(root, id, data);
  if (root.field && root.field.id !== id) root.field.leave(root);
  if (!fields.has(id)) fields.set(id, new TypedField(id, data));
  const field = (root.field = fields.get(id));
  root.born ??= ++births;
  field.enter(root);
  field.update(data);
  deliverKept();
  return () => root.field.leave(root);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function button(textContent, onclick) {
  return element("button", { type: "button", textContent, onclick });
}

class TypedField {
  constructor(id, data) {
    Object.assign(this, { id, data, delivery: deliveryOf(data), roots: new Set(), root: null, held: false });
    this.build(data);
    this.listen(data);
    this.delivery.told = () => this.show();
  }

  get focused() { return this.area.getRootNode().activeElement === this.area; }

  build(data) {
    const id = `field-${this.id}`;
    this.label = element("label", { htmlFor: id });
    this.busy = element("span", { className: "note", hidden: true, textContent: WORDS.busy });
    this.busy.setAttribute("aria-hidden", "true");
    this.note = element("span", { className: "note", id: `${id}-note` });
    this.note.setAttribute("role", "status");
    this.help = element("p", { className: "help", id: `${id}-help` });
    this.area = element(data.single ? "input" : "textarea", { id, dir: "auto" });
    if (data.single) this.area.type = "text";
    this.gaps = element("p", { className: "gaps", id: `${id}-gaps` });
    this.room = element("span", { className: "left", id: `${id}-left` });
    this.area.setAttribute("aria-describedby", `${id}-help ${id}-gaps ${id}-left`);
    this.mail = element("a", { className: "mail", textContent: WORDS.mail, onclick: () => this.openMail() });
    this.longLink = element("p", { className: "long-link" });
    this.copy = button(WORDS.copy, () => this.copyText());
    this.copy.setAttribute("aria-live", "polite");
    this.panel = element("div", { className: "conflict", hidden: true });
    this.panel.setAttribute("role", "group");
    this.panel.setAttribute("aria-label", WORDS.changed);
    this.coach = data.coach ? new Coach(data.coach.grades) : null;
    const foot = element("div", { className: "foot" }, this.mail, this.copy, this.room, this.longLink);
    this.nodes = [this.label, this.busy, this.note, this.help, this.area, this.gaps, foot, this.panel];
    if (this.coach) this.nodes.push(this.coach.node);
  }

  listen(data) {
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("focus", () => { this.held = true; });
    this.area.addEventListener("blur", () => this.blurred());
    listenForMarks(this);
    if (data.single) {
      this.area.addEventListener("keydown", (event) => { if (event.key === "Enter") this.delivery.flush(); });
    }
    for (const event of ["pointerenter", "focus", "pointerdown"]) {
      this.mail.addEventListener(event, () => this.addressMail());
    }
    this.caught = (event) => this.catchKey(event);
    document.addEventListener("keydown", this.caught, true);
    this.seen = new ResizeObserver(() => this.resume());
    this.seen.observe(this.area);
  }

  enter(root) {
    clearTimeout(this.grace);
    this.roots.add(root);
    if (root === this.root || (this.root?.isConnected && this.root.born > root.born)) return;
    const { selectionStart, selectionEnd } = this.area;
    const idle = [document.body, null, this.root?.getRootNode().host].includes(document.activeElement);
    this.moving = true;
    this.root = root;
    root.classList.toggle("coached", Boolean(this.coach));
    root.classList.toggle("large", Boolean(this.data.large));
    root.replaceChildren(...this.nodes);
    if (this.held && idle) {
      this.area.focus({ preventScroll: true });
      this.area.setSelectionRange(selectionStart, selectionEnd);
    }
    this.moving = false;
  }

  leave(root) {
    this.roots.delete(root);
    if (root !== this.root) return;
    this.root = null;
    this.delivery.flush();
    const other = [...this.roots].findLast((candidate) => candidate.isConnected);
    if (other) this.enter(other);
    else this.grace = setTimeout(() => this.end(), GRACE);
  }

  end() {
    this.delivery.told = () => {};
    document.removeEventListener("keydown", this.caught, true);
    this.seen.disconnect();
    fields.delete(this.id);
  }

  /* The field is on the page and not hidden, as Streamlit hides elements while others load. */
  get usable() { return this.area.isConnected && this.area.checkVisibility(); }

  resume() {
    if (this.held && this.usable && document.activeElement === document.body) this.area.focus({ preventScroll: true });
  }

  /* A key that is pressed between the removal of a field in use and its return belongs to the field. */
  catchKey(event) {
    if (!this.held || this.focused || document.activeElement !== document.body) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { value, selectionStart: start, selectionEnd: end } = this.area;
    const typed = event.key === "Enter" && !this.data.single ? "\n" : event.key;
    const last = [...value.slice(0, start)].at(-1) ?? "";
    if (typed === "Backspace") this.area.setRangeText("", start === end ? start - last.length : start, end, "end");
    else if ([...typed].length === 1) this.area.setRangeText(typed, start, end, "end");
    else return;
    event.preventDefault();
    this.changed();
    this.resume();
  }

  update(data) {
    this.data = data;
    Object.assign(this.delivery, { url: data.url, limit: data.limit });
    this.label.textContent = data.label;
    this.label.className = data.hideLabel ? "unseen" : "";
    this.help.textContent = data.help;
    this.help.hidden = !data.help;
    this.area.placeholder = data.placeholder;
    this.copy.hidden = !data.copy;
    this.mail.hidden = !data.mailTo;
    if (!data.single) this.area.style.minHeight = `${data.height}px`;
    this.coach?.hear(data.coach?.remarks, data.version);
    this.show();
  }

  changed() {
    this.delivery.edit(this.area.value, PAUSE);
    this.follow();
  }

  blurred() {
    if (this.moving) return;
    setTimeout(() => { if (this.usable && !this.focused) this.held = false; });
    this.delivery.flush();
    this.show();
  }

  /* Show where the delivery stands; the text itself only while nobody is writing it. */
  show() {
    const { delivery } = this;
    if (!this.focused) {
      delivery.adopt(this.data);
      this.put(delivery.pending ? delivery.text : delivery.stored);
    }
    this.area.dataset.state = delivery.state;
    this.busy.hidden = delivery.state !== "busy";
    // Hidden from the eye only, so that it isn't read out after each pause in the typing.
    this.note.classList.toggle("unseen", delivery.state === "busy");
    if (delivery.state !== "busy") this.say(this.words(), !["", "saved"].includes(delivery.state));
    this.showConflict();
    this.follow();
  }

  words() {
    const { state, at, sentence, over } = this.delivery;
    if (state === "long") return WORDS.over(over);
    if (state === "refused") return sentence;
    if (state === "away") return sentence || WORDS.away;
    if (state === "conflict") return WORDS.conflict;
    return at ? `${WORDS.saved} ${at}` : "";
  }

  /* A sentence stands below the field; a word or two beside the label, where there is always room for them. */
  say(text, wrong, wide = wrong) {
    const isNew = wrong && !this.note.classList.contains("wrong");
    this.note.classList.toggle("wrong", wrong);
    this.note.classList.toggle("wide", wide);
    if (this.note.textContent !== text) this.note.textContent = text;
    // A long text fills the window, and what is said of it would stand below.
    if (isNew && this.focused) this.note.scrollIntoView({ block: "nearest" });
  }

  put(text) {
    if (this.area.value !== text) this.area.value = text;
  }

  showConflict() {
    const other = this.delivery.other;
    if (other === this.drawn) return;
    this.drawn = other;
    this.panel.hidden = !other;
    if (!other) { this.panel.replaceChildren(); return; }
    const text = element("div", { className: "other", dir: "auto", tabIndex: 0, textContent: other.text || WORDS.empty });
    text.setAttribute("role", "group");
    text.setAttribute("aria-label", WORDS.above);
    this.panel.replaceChildren(
      element("p", { className: "title", textContent: WORDS.changed }),
      element("p", { textContent: WORDS.above }),
      text,
      element("div", { className: "choices" },
        button(WORDS.mine, () => this.choose("keepMine")), button(WORDS.other, () => this.choose("takeOther"))));
  }

  choose(way) {
    this.delivery[way]();
    this.put(this.delivery.text);
    this.area.focus();
    this.follow();
  }

  /* All that follows the typing: the room that is left, the gaps, the address of the mail, the height. */
  follow() {
    const text = this.area.value;
    this.showRoom(text);
    const gaps = gapsIn(text, this.data.gaps);
    this.gaps.textContent = gaps.length ? WORDS.gaps(gaps) : "";
    watchers.forEach((watcher) => { if (watcher.id === this.id) watcher.show(gaps); });
    // A subject may be drawn after the letter that it belongs to.
    fields.forEach((field) => { if (field.data.mailTo) field.addressMail(); });
    if (!this.data.single && !CSS.supports("field-sizing", "content")) this.grow();
  }

  showRoom(text) {
    const length = [...text].length;
    const { limit, count } = this.data;
    const near = Math.min(200, Math.ceil(limit / 10));
    const counted = count && text ? countedFor(count, text, length) : null;
    const room = limit - length;
    this.room.textContent = counted?.words ?? (room <= near && room >= 0 ? WORDS.left(room) : "");
    this.room.classList.toggle("over", Boolean(counted?.over));
  }

  /* Put the cursor on the first of these phrases, selected, so that typing replaces it. */
  select(phrases) {
    const at = phrases.map((phrase) => [this.area.value.indexOf(phrase), phrase.length]).filter(([start]) => start >= 0);
    const [start, length] = at.sort(([one], [other]) => one - other)[0] ?? [this.area.value.length, 0];
    this.area.focus();
    this.area.setSelectionRange(start, start + length);
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight + 2}px`;
  }

  get subject() {
    const { workspace, mailTo, mailSubject } = this.data;
    return fields.get(idOf({ workspace, address: mailSubject }))?.area.value ?? "";
  }

  addressMail() {
    const whole = mailLink(this.data.mailTo, this.subject, this.area.value);
    this.short = whole.length > LONGEST_LINK;
    this.mail.href = this.short ? mailLink(this.data.mailTo, this.subject, "") : whole;
    this.longLink.textContent = this.short && this.data.mailTo ? WORDS.longLink : "";
  }

  openMail() {
    this.addressMail();
    if (this.short) copied(this.area).then((done) => this.say(done ? WORDS.paste : WORDS.copyFailed, !done, true));
  }

  async copyText() {
    const done = await copied(this.area);
    this.copy.textContent = done ? WORDS.copied : WORDS.copyFailed;
    setTimeout(() => { this.copy.textContent = WORDS.copy; }, 2500);
  }
}
