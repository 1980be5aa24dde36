// Shows what was said. Everything becomes text nodes: nothing that is said can bring markup or a script with it.

import { printOnly, save } from "./keep.js";
import { readAloudButton } from "./speech.js";

const LINK = /https:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)]/g;
const NUMBERS = document.body.dataset.numbers.match(/[\d-]{3,}/g);
const NUMBER = new RegExp(`(?<![\\d-])(?:${NUMBERS.join("|")})(?![\\d-])`, "g");

export function wording(name) {
  return document.getElementById("texts").content.querySelector(`[data-name="${name}"]`).textContent;
}

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// Text with links for what `pattern` finds in it.
function linked(text, pattern, address) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    parts.push(text.slice(end, found.index), element("a", { href: address(found[0]) }, found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

function line(text, urgent) {
  return urgent ? linked(text, NUMBER, (number) => `tel:${number}`) : linked(text, LINK, (url) => url);
}

// Lines become paragraphs, and lines with a bullet a list.
function paragraphs(text, urgent) {
  const made = [];
  for (const each of text.split("\n").filter((each) => each.trim())) {
    if (!each.startsWith("• ")) {
      made.push(element("p", {}, ...line(each, urgent)));
      continue;
    }
    if (made.at(-1)?.tagName !== "UL") made.push(element("ul"));
    made.at(-1).append(element("li", {}, ...line(each.slice(2), urgent)));
  }
  return made;
}

function sources(places) {
  const list = element("ul", {}, ...places.map((place) => element("li", {}, place)));
  return element("details", {}, element("summary", {}, wording("sources")), list);
}

function questions(buttons, choose) {
  const offered = buttons.map((button) =>
    element("button", { type: "button", className: "question", onclick: () => choose(button) }, button.title),
  );
  return element("div", { className: "questions", role: "group", ariaLabel: wording("questions") }, ...offered);
}

// A page to keep, such as what to tell the doctor. Its first line is its title.
function keepsake({ file, text }) {
  const [title, ...lines] = text.split("\n");
  const button = (name, onclick) => element("button", { type: "button", onclick }, wording(name));
  const toPrint = button("print-page", () => printOnly(made));
  const toSave = button("save-page", () => save(file, text));
  const made = element("div", { className: "page", role: "group", ariaLabel: title }, element("h4", {}, title));
  made.append(...paragraphs(lines.join("\n")), element("div", { className: "keep" }, toPrint, toSave));
  return made;
}

function without(text, lines) {
  return text.split("\n").filter((each) => !lines.includes(each)).join("\n");
}

// What is read of an answer: its sources stand below it, unfolded by whoever asks.
export function readable(entry) {
  return without(entry.text, [entry.sources?.line]);
}

// An entry as it is shown: `who` is "you", "it" or, for what the page itself says, "note".
export function shown(entry, choose) {
  if (entry.who === "note") return element("p", { className: "note" }, entry.text);
  const answersFirst = entry.takeover || (entry.sources && !entry.page); // then its first line is the answer
  const bubble = element("div", { className: `bubble ${entry.takeover ?? ""} ${answersFirst ? "lead" : ""}` });
  bubble.append(element("h3", { className: "who" }, wording(entry.who)));
  if (entry.page) bubble.append(keepsake(entry.page));
  const said = entry.page ? without(entry.text, entry.page.text.split("\n")) : readable(entry);
  bubble.append(...paragraphs(said, entry.takeover));
  const made = element("article", { className: `entry ${entry.who}` }, bubble);
  if (entry.sources) bubble.append(sources(entry.sources.places));
  const aloud = entry.who === "it" && readAloudButton(readable(entry), wording);
  if (aloud) bubble.append(aloud);
  if (entry.buttons) made.append(questions(entry.buttons, choose));
  return made;
}

export function asText(entries) {
  const named = entries.map((entry) => (entry.who === "note" ? entry.text : `${wording(entry.who)}: ${entry.text}`));
  return `${document.title}\n\n${named.join("\n\n")}\n`;
}
