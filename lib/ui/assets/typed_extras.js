/* What stands around a typed field and follows the typing: what is still to fill in, copying, the link to the mail. */

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

