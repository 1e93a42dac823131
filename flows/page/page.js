// What a card points to lights up in the text, and what points to a place in the text lights up beside it.
const ends = (span) => span.split("-").map(Number);
const pieces = [...document.querySelectorAll("[data-at]")].map((element) => ({ element, at: ends(element.dataset.at) }));
const cards = [...document.querySelectorAll("[data-spans]")].map((element) => ({
  element,
  spans: element.dataset.spans.split(" ").map(ends),
}));
const covers = (spans, [start, end]) => spans.some(([from, to]) => from <= start && end <= to);

function watch(element, lit) {
  for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]])
    element.addEventListener(event, () => lit().forEach((other) => other.element.classList.toggle("lit", on)));
}

for (const card of cards) watch(card.element, () => pieces.filter((piece) => covers(card.spans, piece.at)));
for (const piece of pieces) watch(piece.element, () => cards.filter((card) => covers(card.spans, piece.at)));
