/* How long one has talked, for lib/ui/hold_frame.py. The time of day is the server's: this machine's clock may be set
   while it runs, and what counts the milliseconds stands still while it sleeps. */

const APART = 1500; // ms by which the two clocks of this machine may differ before the server is asked
const AGAIN = 5000; // ms until it is asked again, where it did not answer
const OFF = 1000; // ms by which we may be off without setting the clock: the date in an answer has whole seconds

class ServerClock {
  constructor(url, now) {
    Object.assign(this, { url, asking: false, alone: false, next: 0 });
    this.set(now);
    this.ask();
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") this.ask(); });
  }

  set(now) { this.anchor = { now, steady: performance.now(), wall: Date.now() }; }

  get steady() { return this.anchor.now + performance.now() - this.anchor.steady; }

  get wall() { return this.anchor.now + Date.now() - this.anchor.wall; }

  /* Where there is no server to ask, this machine was asleep rather than set to another time. */
  get now() {
    if (Math.abs(this.steady - this.wall) > APART && performance.now() > this.next) this.ask();
    return this.alone ? Math.max(this.steady, this.wall) : this.steady;
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    const sent = performance.now();
    const told = await fetch(this.url, { cache: "no-store" }).then((answer) => Date.parse(answer.headers.get("date")), () => NaN);
    this.asking = false;
    this.alone = Number.isNaN(told);
    if (this.alone) { this.next = performance.now() + AGAIN; return; }
    const now = told + 500 + (performance.now() - sent) / 2;
    this.set(Math.abs(now - this.steady) > OFF ? now : this.steady);
  }
}

function minutesAndSeconds(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const CLOCK = {
  begin: "Begin", of: (minutes) => `of ${minutes} min`, more: "More", again: "Start again", stop: "Not begun yet", time: "Time",
};

/* The clock of one talk. When it began is known at once in each tab, and sent until the server has heard of it. */
class TalkClock {
  constructor(data) {
    Object.assign(this, { began: data.began, pending: null, send: () => {} });
    this.key = `askwell:began:${data.workspace}/${data.interview}`;
    this.server = new ServerClock(data.timeUrl, data.now);
    try { this.pending = JSON.parse(sessionStorage.getItem(this.key)); } catch { /* nothing was kept */ }
    this.others = new BroadcastChannel(this.key);
    this.others.onmessage = ({ data: began }) => { this.began = began; this.draw(); };
    this.build();
    setInterval(() => this.draw(), 250);
  }

  build() {
    this.passed = element("span", { className: "passed" });
    this.of = element("span", { className: "of" });
    this.time = element("p", { className: "time" }, this.passed, " ", this.of);
    this.time.setAttribute("role", "timer");
    this.time.setAttribute("aria-label", CLOCK.time);
    this.start = button(CLOCK.begin, () => this.set(Math.round(this.server.now)), "begin");
    const choices = [button(CLOCK.again, () => this.set(Math.round(this.server.now))), button(CLOCK.stop, () => this.set(null))];
    const summary = element("summary", { textContent: "\u22ef" });
    summary.setAttribute("aria-label", CLOCK.more);
    this.menu = element("details", { className: "menu" }, summary, element("div", {}, ...choices));
    this.menu.addEventListener("keydown", ({ key }) => { if (key === "Escape") this.menu.open = false; });
    this.menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.menu.contains(relatedTarget)) this.menu.open = false;
    });
    document.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().includes(this.menu)) this.menu.open = false;
    });
    this.cue = element("p", { className: "cue" });
    this.cue.setAttribute("role", "status");
    this.node = element("div", { className: "clock" }, this.time, this.start, this.menu);
  }

  update(data, send) {
    Object.assign(this, { data, send });
    if (this.pending && data.heard === this.pending.id) this.settle();
    if (this.pending) this.began = this.pending.at;
    else this.began = data.began;
    if (this.pending) send(this.pending);
    this.of.textContent = CLOCK.of(data.minutes);
    this.draw();
  }

  set(at) {
    this.pending = { id: Date.now(), at };
    try { sessionStorage.setItem(this.key, JSON.stringify(this.pending)); } catch { /* off or full: still sent */ }
    this.began = at;
    this.menu.open = false;
    this.others.postMessage(at);
    this.draw();
    (at === null ? this.start : this.menu.firstChild).focus({ preventScroll: true });
    this.send(this.pending);
  }

  settle() {
    this.pending = null;
    try { sessionStorage.removeItem(this.key); } catch { /* nothing was kept */ }
  }

  draw() {
    if (!this.data) return;
    const runs = this.began !== null;
    const passed = runs ? this.server.now - this.began : 0;
    show(this.passed, minutesAndSeconds(passed));
    this.start.hidden = runs;
    this.menu.hidden = !runs;
    show(this.cue, runs ? this.said(passed / 60_000) : "");
  }

  said(minutes) {
    const { nearlyUp, words } = this.data;
    if (minutes >= this.data.minutes) return words.over;
    return minutes >= this.data.minutes - nearlyUp ? words.nearlyUp : "";
  }
}

/* Set a text only where it is another one: what is set is read out, and drawn. */
function show(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
