/* The marks of notes, for the fields that have them: a sign at the beginning of the line in which the cursor is.
   hold.js asks for one by the event "askwell:mark", for the cursor by "askwell:write", and to see what is being written by
   "askwell:stay"; it is told by "askwell:writing" where somebody is. */

let markedLast = null; // the field with marks in which somebody was last

window.addEventListener("askwell:mark", ({ detail: { sign, id } }) => {
  const field = markedLast?.usable ? markedLast : fields.get(id);
  if (field?.usable) mark(field, sign);
});
window.addEventListener("askwell:write", ({ detail: { id } }) => {
  const field = fields.get(id);
  if (!field?.usable) return;
  field.area.focus({ preventScroll: true });
  bringUp(field);
});
window.addEventListener("askwell:stay", () => { if (markedLast?.focused) bringUp(markedLast); });

/* Bring the field into view below what stands at the head of the page, with the question above it. */
function bringUp(field) {
  field.root.scrollIntoView({ block: "start" });
}

/* Follow the keys of a field: Alt and a digit mark the line. */
function listenForMarks(field) {
  field.area.addEventListener("focus", () => {
    if (!field.data.marks?.length) return;
    markedLast = field;
    requestAnimationFrame(() => { if (field.focused) field.root.scrollIntoView({ block: "nearest" }); });
    window.dispatchEvent(new CustomEvent("askwell:writing", { detail: { id: field.id } }));
  });
  field.area.addEventListener("keydown", (event) => {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const sign = event.altKey && !event.ctrlKey && !event.metaKey && digit ? field.data.marks?.[digit - 1] : "";
    if (!sign) return;
    event.preventDefault();
    mark(field, sign);
  });
}

/* Mark the line; another mark takes the place of the one before, and the same one goes again. */
function mark(field, sign) {
  const { area, data: { marks } } = field;
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const had = marks.find((one) => value.startsWith(one, start)) ?? "";
  const end = start + had.length + (had && value[start + had.length] === " " ? 1 : 0);
  const put = had === sign ? "" : `${sign} `;
  const moved = (place) => (place < end ? start : place - (end - start)) + put.length;
  area.focus({ preventScroll: true });
  replace(area, put, start, end);
  area.setSelectionRange(moved(selectionStart), moved(selectionEnd));
}

/* As if it were typed, so that it can be undone by the keyboard like all that is. */
function replace(area, text, start, end) {
  area.setSelectionRange(start, end);
  const done = text ? document.execCommand("insertText", false, text) : start === end || document.execCommand("delete");
  if (done) return;
  area.setRangeText(text, start, end);
  area.dispatchEvent(new Event("input"));
}
