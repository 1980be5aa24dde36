// What this tab remembers: the conversation's name, what was said, and what still waits for an answer.
// It lives in sessionStorage, which goes when the tab is closed.

const KEY = "muscle-atrophy-chat";

// A name that nobody can guess: whoever knows it could go on with the conversation.
export function unguessable() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fresh() {
  return { sender: unguessable(), entries: [], waiting: [], alarms: [] };
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null; // another program wrote there, or the browser lets nobody store anything
  }
}

export const state = { ...fresh(), ...read() };

export function keep() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Full, or not allowed: the chat goes on, and is lost when the page is loaded anew.
  }
}

export function begin() {
  Object.assign(state, fresh());
  keep();
}
