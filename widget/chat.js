// The chat: what the person does, what is said, and the notices that must not be missed.

import { connect } from "./connection.js";
import { save } from "./keep.js";
import { offerDictation } from "./speech.js";
import { begin, keep, state, unguessable } from "./state.js";
import { asText, shown, wording } from "./transcript.js";

const GREETING = "/greet"; // what a button would send
const KEY_LENGTH = 8; // of the conversation's 32 letters: the others stay between this tab and the assistant
const SHOW_WRITING = 400; // milliseconds; most answers are there sooner, and then nothing flickers

const byId = (id) => document.getElementById(id);
const field = byId("message");
const connection = connect({ key: state.sender.slice(0, KEY_LENGTH), answered, reached, lost });

// --- What is said.

function choose({ title, payload }) {
  say(payload, title);
}

function add(entry) {
  state.entries.push(entry);
  keep();
  const made = shown(entry, choose);
  byId("log").append(made);
  return made;
}

// Whoever has scrolled up to read is left there, but for what must not be missed.
function isNearEnd() {
  return byId("log").getBoundingClientRect().bottom < 2 * innerHeight;
}

function say(text, title) {
  const message = { sender: state.sender, id: unguessable(), message: text };
  if (title) add({ who: "you", text: title }).scrollIntoView({ block: "nearest" });
  state.waiting.push(message);
  keep();
  showWriting();
  connection.deliver(message);
}

function answered(message, said) {
  state.waiting = state.waiting.filter(({ id }) => id !== message.id);
  showWriting();
  const messages = (Array.isArray(said) ? said : [{ text: said.error }]).filter(({ text }) => text);
  if (messages.some(({ forgotten }) => forgotten)) clear();
  const follow = (isNearEnd() && state.entries.length) || messages.some(({ takeover }) => takeover);
  for (const { takeover } of messages) if (takeover) raise(takeover);
  const [first] = messages.map(({ text, buttons, takeover, sources, page }) =>
    add({ who: "it", text, buttons, takeover, sources, page }),
  );
  if (follow) first?.scrollIntoView();
  keep();
}

let writingSoon;
function showWriting() {
  clearTimeout(writingSoon);
  const show = () => (byId("writing").textContent = state.waiting.length && !lostIt() ? wording("writing") : "");
  if (state.waiting.length) writingSoon = setTimeout(show, SHOW_WRITING);
  else show();
}

// --- Notices. They stay until the person closes them, or the connection is back.

function put(kind) {
  const notice = byId(kind).content.firstElementChild.cloneNode(true);
  notice.dataset.kind = kind;
  notice.querySelector("button")?.addEventListener("click", () => close(kind));
  byId("alarms").prepend(notice); // the newest is the one in sight where there is little room
}

function taken(kind) {
  const notice = byId("alarms").querySelector(`[data-kind="${kind}"]`);
  notice?.remove();
  return Boolean(notice);
}

function raise(kind) {
  taken(kind); // put anew, it is announced anew
  put(kind);
  state.alarms = [...new Set([...state.alarms, kind])];
  leaveRoom();
  keep();
}

function close(kind) {
  taken(kind);
  state.alarms = state.alarms.filter((alarm) => alarm !== kind);
  keep();
  field.focus(); // the button that had it is gone
}

function lostIt() {
  return Boolean(byId("alarms").querySelector('[data-kind="offline"]'));
}

function lost() {
  if (lostIt()) return;
  put("offline");
  showWriting();
}

function reached() {
  if (taken("offline")) byId("writing").textContent = wording("back");
  showWriting();
}

// --- What the person does.

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return field.focus();
  field.value = "";
  grow();
  say(text, text);
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("composer").requestSubmit();
});

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
field.addEventListener("input", grow);

offerDictation(byId("dictate"), field, wording, () => add({ who: "note", text: wording("no-dictation") }));

async function isSure(what) {
  const dialog = byId("sure");
  dialog.querySelector("h2").textContent = wording(`${what}-title`);
  dialog.querySelector("p").textContent = wording(`${what}-text`);
  dialog.querySelector('[value="yes"]').textContent = wording(`${what}-yes`);
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((closed) => {
    dialog.onclose = () => dialog.open || closed(); // open again, it is the late event of the time before
  });
  return dialog.returnValue === "yes";
}

function clear() {
  connection.drop();
  for (const id of ["earlier", "log"]) byId(id).replaceChildren();
  for (const kind of state.alarms) taken(kind);
  begin();
}

byId("start-over").addEventListener("click", async () => {
  if (!(await isSure("start-over"))) return;
  clear();
  say(GREETING);
});

byId("delete").addEventListener("click", async () => {
  if (!(await isSure("delete"))) return;
  const { sender } = state;
  clear();
  const { forgotten } = await connection.forget(sender).catch(() => ({ forgotten: false }));
  add({ who: "note", text: wording(forgotten ? "deleted" : "deleted-here") });
  say(GREETING);
});

byId("print").addEventListener("click", () => print());

byId("save").addEventListener("click", () => save(wording("file"), asText(state.entries)));

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && parent !== window && !byId("sure").open) parent.postMessage("close", "*");
});

// What sticks to the top and the bottom must not cover what is scrolled or tabbed to.
function leaveRoom() {
  const { style } = document.documentElement;
  style.scrollPaddingTop = `${byId("alarms").offsetHeight}px`;
  const sticks = getComputedStyle(byId("footer")).position === "sticky";
  style.scrollPaddingBottom = `${sticks ? byId("footer").offsetHeight : 0}px`;
}
const sizes = new ResizeObserver(leaveRoom);
for (const id of ["alarms", "footer"]) sizes.observe(byId(id));

// --- Begin, or go on where this tab was.

byId("earlier").append(...state.entries.map((entry) => shown(entry, choose))); // not live: nothing of it is new
state.alarms.forEach(put);
if (!navigator.onLine) lost();
if (state.entries.length) scrollTo(0, document.documentElement.scrollHeight);
showWriting();
for (const message of state.waiting) connection.deliver(message);
if (!state.entries.length && !state.waiting.length) say(GREETING);
