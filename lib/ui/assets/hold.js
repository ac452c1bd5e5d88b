/* The frame of lib/ui/hold_frame.py: its head with the clock (hold_clock.js), and its bar with the marks (hold_steps.js). */

const talks = new Map();

export default function ({ parentElement, data, setTriggerValue }) {
  const id = `${data.workspace}/${data.interview}`;
  if (!talks.has(id)) talks.set(id, { clock: new TalkClock(data), steps: new Steps(data) });
  const { clock, steps } = talks.get(id);
  const root = parentElement.querySelector(".hold");
  if (data.part === "head") clock.update(data, (began) => setTriggerValue("began", began));
  steps.update(data);
  const nodes = data.part === "head" ? [clock.node, steps.ways, clock.cue] : [steps.bar];
  if (nodes.some((node) => node.parentNode !== root)) root.replaceChildren(...nodes);
  const size = new ResizeObserver(() => say(data.part, root.offsetHeight));
  size.observe(root);
  return () => {
    size.disconnect();
    setTimeout(() => { if (!nodes[0].isConnected) toTheTop(); }, 50);
  };
}

/* What comes after the talk is on the same page, which would stay where one was at the end. */
function toTheTop() {
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}

/* Tell the styles of the page and of the fields how much of its height is taken, in pixels. */
function say(what, pixels) {
  document.documentElement.style.setProperty(`--hold-${what}`, `${pixels}px`);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function button(textContent, onclick, className = "") {
  return element("button", { type: "button", textContent, onclick, className });
}

/* A phone's keyboard covers the end of the page, and may push its beginning out of sight: what stands at either end
   goes where it can be seen. */
function followKeyboard() {
  const { height, offsetTop, scale } = window.visualViewport;
  const covered = scale > 1.01 ? 0 : Math.max(0, innerHeight - height - offsetTop);
  say("covered", covered);
  say("above", scale > 1.01 ? 0 : offsetTop);
}

/* The question that is being answered stays in sight above its answer when the keyboard comes. */
function makeRoom() {
  followKeyboard();
  tell("stay", {});
}

window.visualViewport?.addEventListener("scroll", followKeyboard);
window.visualViewport?.addEventListener("resize", makeRoom);
