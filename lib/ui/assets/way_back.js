/* Where this tab was before it went to the organisation to sign in, for lib/ui/way_back.py. Kept for a quarter of an
   hour, in this tab alone, as the name of a page of ours and the ids in its address: no other text gets through, and
   nothing that is kept can lead to another site. */

const KEPT = "askwell:way-back"; // also in hand_over.js
const HOLDS = 15 * 60_000; // ms
const NAME = /^[a-z_]{1,20}$/;
const ID = /^[\w-]{1,40}$/; // an id, a code, a word of ours; no sentence, and no e-mail address
const NEVER = new Set(["reset", "done"]); // what is used up at the door, and what was said once

const bare = (path) => path.replace(/(.)\/$/, "$1");

function here(pages) {
  const page = Object.keys(pages).find((name) => bare(pages[name]) === bare(location.pathname));
  const found = [...new URLSearchParams(location.search)];
  const ids = found.filter(([name, id]) => NAME.test(name) && ID.test(id) && !NEVER.has(name));
  return page && (page !== "today" || ids.length) ? { page, ids } : null;
}

function kept(pages) {
  try {
    const { page, ids, at } = JSON.parse(sessionStorage.getItem(KEPT));
    const holds = Date.now() - at < HOLDS && Object.hasOwn(pages, page);
    return holds ? pages[page] + (ids.length ? `?${new URLSearchParams(ids)}` : "") : null;
  } catch { return null; }
}

export default function ({ data: { pages, isBack } }) {
  const place = here(pages);
  if (place) {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...place, at: Date.now() }));
  } else if (isBack) {
    const way = kept(pages);
    sessionStorage.removeItem(KEPT);
    if (way) location.replace(way);
  }
}
