/* The outbox of lib/ui/typed_field.py: what was typed in this tab, until the server has answered for it. A text is kept
   in sessionStorage, and sent by a request of its own, whether or not its field or its page is still there. */

const STORE = "askwell:unsaved:";
const RETRY = 3000; // ms until a text that found no server is sent again
const KEEPALIVE = 60_000; // bytes; browsers let a request of no more than 64 KiB outlive its page
const UNANSWERED = 3; // texts that the server may have taken without our hearing of it; also in lib/typed_route.py

const storage = {
  read(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
  write(key, kept) { try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* off or full: still sent */ } },
  remove(key) { try { sessionStorage.removeItem(key); } catch { /* nothing was kept */ } },
  keys() { try { return Object.keys(sessionStorage).filter((key) => key.startsWith(STORE)); } catch { return []; } },
};

/* One object a text, as long as the tab shows this document.
   state: "" | busy | saved | away | long | refused | conflict; the last three wait for the person. */
class Delivery {
  constructor({ workspace, address, url, limit }) {
    Object.assign(this, { workspace, address, url, limit, key: STORE + idOf({ workspace, address }) });
    Object.assign(this, { text: "", stored: "", version: -1, unanswered: [], pending: false, state: "", at: "" });
    Object.assign(this, { other: null, sentence: "", number: 0, sending: null, timer: null, told: () => {} });
    const kept = storage.read(this.key);
    if (!kept) return;
    Object.assign(this, { text: kept.text, version: kept.version, unanswered: kept.unanswered ?? [], pending: true });
    this.schedule(0);
  }

  get waits() { return ["long", "refused", "conflict"].includes(this.state); }

  /* Take what the server has, where nothing here is newer. */
  adopt({ value, version, at }) {
    if (this.pending || version <= this.version) return;
    this.version = version;
    if (this.state !== "" && value === this.stored) return;
    Object.assign(this, { text: value, stored: value, state: "", at });
  }

  edit(text, wait) {
    this.text = text;
    this.pending = true;
    this.keep();
    if (this.state === "conflict") return;
    this.over = [...text].length - this.limit;
    if (this.over > 0) this.rest("long");
    else this.schedule(wait);
  }

  schedule(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.post(), wait);
    if (this.state !== "away") this.become("busy");
  }

  rest(state) {
    clearTimeout(this.timer);
    this.timer = null;
    this.become(state);
  }

  become(state) {
    this.state = state;
    this.told();
  }

  /* Send now what waits for a pause in the typing; when the page goes, not even for the answer before. */
  flush(leaving = false) {
    if (this.timer || (leaving && this.sending !== null && this.sending !== this.text)) this.post(leaving);
  }

  async post(leaving = false) {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.pending || this.waits || this.dropped) return;
    if (this.sending !== null && !leaving) { this.again = true; return; }
    const { text, version, unanswered } = this;
    this.sending = text;
    this.remember(text);
    const number = ++this.number;
    const answer = await this.request({ text: wellFormed(text), version, unanswered: unanswered.map(wellFormed) });
    if (number === this.number) this.hear(text, answer);
  }

  async request(typed) {
    const body = JSON.stringify({ workspace: this.workspace, address: this.address, ...typed });
    const headers = { "content-type": "application/json", "x-askwell": "1" };
    const keepalive = new Blob([body]).size < KEEPALIVE;
    try {
      const response = await fetch(this.url, { method: "POST", headers, body, keepalive });
      return { status: response.status, ...(await response.json().catch(() => ({}))) };
    } catch {
      return { status: 0 };
    }
  }

  /* The first is the likeliest to have reached the server, and the last ones may have. */
  remember(text) {
    this.unanswered = [...this.unanswered.filter((own) => own !== text), text];
    if (this.unanswered.length > UNANSWERED) this.unanswered.splice(1, 1);
    this.keep();
  }

  hear(text, answer) {
    if (this.dropped) return;
    this.sending = null;
    if (answer.status === 200) this.saved(text, answer);
    else if (answer.status === 409) this.oppose(answer);
    else if (answer.sentence && answer.status < 500 && answer.status !== 401) this.refuse(text, answer.sentence);
    else this.retry(answer);
    if (this.again && this.pending) this.post();
    this.again = false;
  }

  saved(text, answer) {
    Object.assign(this, { version: answer.version, stored: answer.text, unanswered: [] });
    coachHears(this, answer);
    if (text !== this.text) { this.keep(); return; }
    Object.assign(this, { pending: false, at: new Date().toTimeString().slice(0, 5) });
    storage.remove(this.key);
    this.rest("saved");
  }

  oppose({ text, version }) {
    this.other = { text, version };
    this.rest("conflict");
  }

  refuse(text, sentence) {
    this.unanswered = this.unanswered.filter((own) => own !== text);
    this.keep();
    if (text !== this.text) return;
    this.sentence = sentence;
    this.rest("refused");
  }

  /* The server's own words only where the person can do something about it: a full disk, a session that has ended. */
  retry({ status, sentence }) {
    if (this.waits) return;
    this.sentence = [401, 507].includes(status) ? sentence : "";
    this.become("away");
    this.timer ??= setTimeout(() => this.post(), RETRY);
  }

  keepMine() {
    Object.assign(this, { version: this.other.version, other: null, state: "" });
    this.edit(this.text, 0);
  }

  takeOther() {
    const { text, version } = this.other;
    Object.assign(this, { text, stored: text, version, other: null, unanswered: [], pending: false, at: "" });
    storage.remove(this.key);
    this.become("");
  }

  keep() {
    if (this.dropped) return;
    const { workspace, address, url, limit, text, version, unanswered } = this;
    storage.write(this.key, { workspace, address, url, limit, text, version, unanswered });
  }

  drop() {
    this.dropped = true;
    clearTimeout(this.timer);
  }
}

const deliveries = new Map();

function idOf({ workspace, address }) {
  return `${workspace}/${address}`;
}

function deliveryOf(place) {
  const id = idOf(place);
  if (!deliveries.has(id)) deliveries.set(id, new Delivery(place));
  return deliveries.get(id);
}

/* Half of a character, as an interrupted emoji leaves it, is no text that can be sent. */
function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, "");
}

function flushAll() {
  deliveries.forEach((delivery) => delivery.flush(true));
}

window.addEventListener("pagehide", flushAll);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flushAll(); });
/* What an earlier page of this tab could not deliver. */
function deliverKept() {
  storage.keys().map(storage.read).filter(Boolean).forEach(deliveryOf);
}

/* Nothing that was typed here stays in the tab, and no field that is still drawn writes it back. */
function forgetKept() {
  deliveries.forEach((delivery) => delivery.drop());
  deliveries.clear();
  storage.keys().forEach(storage.remove);
}
