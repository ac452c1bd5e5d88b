/* What stands around a typed field and follows the typing: what is still to fill in, copying, the link to the mail. */

/* What the field says. */
const WORDS = {
  busy: "Saving \u2026",
  saved: "Saved",
  away: "Not saved yet. Your text is kept in this tab; we try again.",
  conflict: "Not saved yet. Please choose below which text to keep.",
  changed: "Changed in another tab",
  above: "Yours stands above and is kept. The other text is:",
  empty: "(no text)",
  mine: "Keep mine",
  other: "Use the other",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Please copy it by hand",
  mail: "Open in your mail program",
  paste: "The text was copied: paste it into the mail.",
  gaps: (gaps) => `Still to fill in: ${gaps.join(", ")}`,
  open: (gaps) => `Your text still says ${gaps.join(" and ")}.`,
  goThere: "Fill it in",
  longLink: "This is too long for a mail link. The link copies your text to paste it there; or save it as a draft file.",
  left: (n) => (n === 1 ? "1 character left" : `${n} characters left`),
  over: (n) => `${n === 1 ? "1 character" : `${n} characters`} too long. It is kept in this tab; shorten it to save it.`,
};

const LONGEST_LINK = 1800; // characters; some mail programs open no longer address

function gapsIn(text, gaps) {
  return gaps.filter((gap) => text.includes(gap));
}

async function copied(area) {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    area.select(); // plain http, or no permission: the way of before
    return document.execCommand("copy");
  }
}

/* As lib/domain/links.mailto does it; every part is encoded, so no text can add a recipient. */
function mailLink(to, subject, body) {
  const parts = { subject: subject.replace(/\r\n|\r|\n/g, " ").trim(), body: body.replace(/\r\n|\r|\n/g, "\r\n") };
  const query = Object.entries(parts).filter(([, text]) => text).map(([name, text]) => `${name}=${encoded(text)}`);
  return `mailto:${encoded(to).replaceAll("%40", "@")}${query.length ? "?" : ""}${query.join("&")}`;
}

function encoded(text) {
  const hex = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(wellFormed(text)).replace(/[!'()*]/g, hex);
}


/* How long a text is where its channel counts: against LinkedIn's limit, or in text messages. */
const MESSAGE = { latin: [160, 153], other: [70, 67] }; // characters of one text message alone, and of each of several

const COUNT = {
  of: (n, most) => `${n} of ${most} characters`,
  over: (n, most, paid) => `${n} of ${most} characters: too long for a note. Paid accounts have ${paid}.`,
  texts: (n, messages) => `${n} characters, ${messages === 1 ? "1 text message" : `about ${messages} text messages`}`,
};

function countedFor({ most, paid, inMessages }, text, length) {
  if (inMessages) return { words: COUNT.texts(length, messagesFor(text, length)), over: false };
  const over = length > most;
  return { words: over ? COUNT.over(length, most, paid) : COUNT.of(length, most), over };
}

function messagesFor(text, length) {
  const [alone, each] = /^[\u0000-\u00ff\u20ac]*$/.test(text) ? MESSAGE.latin : MESSAGE.other;
  return length <= alone ? 1 : Math.ceil(length / each);
}

/* What is still open in a text, said where one is about to say that it is sent, too. */
const watchers = new Set();

function watchGaps(root, id, data) {
  const said = element("p");
  const there = button(WORDS.goThere, () => fields.get(id)?.select(data.gaps));
  root.className = "open-gaps";
  root.replaceChildren(said, there);
  // Without its place, there is no empty line above what follows.
  const place = root.getRootNode().host.closest("[data-testid=stElementContainer]");
  const show = (gaps) => {
    place.style.display = gaps.length ? "" : "none";
    said.textContent = gaps.length ? WORDS.open(gaps) : "";
  };
  const watcher = { id, show };
  watchers.add(watcher);
  show(gapsIn(fields.get(id)?.area.value ?? data.value, data.gaps));
  return () => watchers.delete(watcher);
}
