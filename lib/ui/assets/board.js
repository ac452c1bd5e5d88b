/* The browser's half of lib/ui/board.py. All text is set as text, never as HTML. */

const WORDS = {
  how: "Enter opens a card. The left and right arrow keys, or dragging, move it; the up and down keys go through a column.",
  nowhere: "This card can't move in that direction.",
  moving: (card, column) => `Moving ${card} to ${column}.`,
  cards: (n) => (n === 1 ? "1 card" : `${n} cards`),
};

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  const board = (root.board ??= new Board(root));
  board.move = (card, to) => setTriggerValue("move", { card, to });
  board.open = (card) => setTriggerValue("open", { card });
  board.draw(data);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

class Board {
  constructor(root) {
    this.dragged = this.sent = null;
    this.how = element("p", { className: "how", id: "how", textContent: WORDS.how });
    this.status = element("p", { className: "unseen" });
    this.status.setAttribute("role", "status");
    this.lanes = element("div", { className: "lanes", tabIndex: 0 });
    this.lanes.setAttribute("role", "region");
    root.replaceChildren(this.how, this.lanes, this.status);
  }

  draw(data) {
    const held = this.lanes.getRootNode().activeElement?.dataset.card;
    const across = this.lanes.scrollLeft;
    this.data = data;
    this.lanes.setAttribute("aria-label", data.label);
    this.lanes.replaceChildren(...data.columns.map((column) => this.lane(column)));
    this.lanes.scrollLeft = across;
    if (held) this.cardElement(held)?.focus({ preventScroll: held !== this.sent });
    this.sent = null;
  }

  cardElement(id) {
    return [...this.lanes.querySelectorAll("button")].find((button) => button.dataset.card === id);
  }

  lane(column) {
    const title = element(`h${this.data.heading}`, {},
      column.title, " ", element("span", { className: "count", textContent: column.count }));
    title.lastChild.setAttribute("aria-label", WORDS.cards(column.count));
    title.lastChild.setAttribute("role", "img");
    const list = element("ul", {}, ...column.cards.map((card) => element("li", {}, this.card(card, column))));
    list.setAttribute("role", "list");
    const lane = element("div", { className: "lane" }, title, ...(column.cards.length ? [list] : []));
    lane.dataset.column = column.id;
    this.receive(lane, column);
    return lane;
  }

  card(card, column) {
    const lines = card.details.map((detail) => element("span", { className: "detail", dir: "auto", textContent: detail }));
    const button = element("button", { type: "button", draggable: card.moves_to.length > 0 },
      element("span", { className: "title", dir: "auto", textContent: card.title }), ...lines);
    button.dataset.card = card.id;
    button.setAttribute("aria-describedby", "how");
    button.onclick = () => this.open(card.id);
    button.onkeydown = (event) => this.key(event, card, column);
    button.ondragstart = (event) => this.lift(event, card);
    button.ondragend = () => this.drop();
    return button;
  }

  key(event, card, column) {
    const sideways = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if ((!sideways && !down) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (sideways) this.shift(card, column, sideways);
    else this.step(column, card, down);
  }

  /* To the next column in that direction that the card may enter. */
  shift(card, column, direction) {
    const order = this.data.columns;
    for (let at = order.indexOf(column) + direction; order[at]; at += direction) {
      if (card.moves_to.includes(order[at].id)) { this.send(card, order[at]); return; }
    }
    this.status.textContent = WORDS.nowhere;
  }

  step(column, card, direction) {
    const next = column.cards[column.cards.indexOf(card) + direction];
    if (next) this.cardElement(next.id).focus();
  }

  send(card, column) {
    this.sent = card.id;
    this.status.textContent = WORDS.moving(card.title, column.title);
    this.move(card.id, column.id);
  }

  lift(event, card) {
    this.dragged = card;
    event.dataTransfer.setData("text/plain", card.title);
    event.dataTransfer.effectAllowed = "move";
    for (const lane of this.lanes.children) {
      lane.classList.add(card.moves_to.includes(lane.dataset.column) ? "allowed" : "closed");
    }
  }

  drop() {
    this.dragged = null;
    for (const lane of this.lanes.children) lane.classList.remove("allowed", "closed", "over");
  }

  receive(lane, column) {
    lane.ondragover = (event) => {
      if (!this.dragged?.moves_to.includes(column.id)) return;
      event.preventDefault();
      lane.classList.add("over");
    };
    lane.ondragleave = (event) => { if (!lane.contains(event.relatedTarget)) lane.classList.remove("over"); };
    lane.ondrop = (event) => {
      event.preventDefault();
      const card = this.dragged;
      this.drop();
      if (card?.moves_to.includes(column.id)) this.send(card, column);
    };
  }
}
