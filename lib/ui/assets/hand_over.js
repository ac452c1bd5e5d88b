/* What a page can't do by itself, for lib/ui/hand_over.py: have the cookie of a session set or taken away, and take a
   file. Each is done once, whichever runs of the page ask for it again. */

const UNSAVED = "askwell:unsaved:"; // also in typed_outbox.js
const WAY_BACK = "askwell:way-back"; // also in way_back.js

const done = (window.askwellHandedOver ??= new Set());

async function post(url, headers) {
  const answer = await fetch(url, { method: "POST", headers: { "x-askwell": "1", ...headers } });
  if (!answer.ok) throw new Error(String(answer.status));
}

/* Texts that were never saved are their writer's: they must not lie in the tab for the next one. */
function forgetUnsaved() {
  Object.keys(sessionStorage).filter((key) => key.startsWith(UNSAVED)).forEach((key) => sessionStorage.removeItem(key));
  sessionStorage.removeItem(WAY_BACK);
}

const ways = {
  begin: async ({ url, ticket }) => {
    await post(url, { "x-ticket": ticket });
    sessionStorage.removeItem(WAY_BACK);
    location.reload();
  },
  end: async ({ url, home }) => {
    forgetUnsaved();
    await post(url, {});
    location.assign(home);
  },
  take: async ({ url }) => { location.assign(url); },
};

export default function ({ data, parentElement }) {
  if (done.has(data.once)) return;
  done.add(data.once);
  ways[data.way](data).catch(() => { parentElement.querySelector("p").hidden = false; });
}
