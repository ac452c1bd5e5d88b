/* Remove what the typed fields keep in this tab, and let none that is still drawn write it back. */
export default function () {
  window.dispatchEvent(new Event("askwell:forget"));
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("askwell:unsaved:")) sessionStorage.removeItem(key);
    }
  } catch { /* a browser that allows no storage has kept nothing */ }
}
