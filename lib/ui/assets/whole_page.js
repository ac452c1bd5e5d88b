/* A part of Streamlit's own page that could not be fetched, because the server went away in the middle or a newer one
   came, stays broken as long as the tab shows this document. Loading the page again, once the server answers, mends it;
   what was typed into fields that save by themselves waits in the tab. */

const RELOADED = "askwell:reloaded-at";
const RETRY = 1000; // ms between two looks whether the server is back
const ONCE_IN = 30_000; // ms in which one reload must do, lest a part that is gone for good reloads for ever

let mending = false;

async function mend() {
  if (mending || Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < ONCE_IN) return;
  mending = true;
  while (!(await serverAnswers())) await new Promise((resume) => setTimeout(resume, RETRY));
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}

async function serverAnswers() {
  try { return (await fetch(location.href, { cache: "no-store" })).ok; } catch { return false; }
}

window.addEventListener("vite:preloadError", mend);

export default function () {}
