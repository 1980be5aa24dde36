// Takes messages to the assistant: over Socket.IO, over REST where that cannot connect, and later where nothing can.
// Each message has an id, so the server answers it once, however often it is sent. Where there are several servers,
// a conversation stays with one of them by a short key: nothing that would let anybody go on with it.

import { io } from "./vendor/socket.io.esm.min.js";

const LONGEST_ANSWER = 30_000; // milliseconds; the server gives up after 20 seconds and says so
const TRY_AGAIN = 4_000;

const SOCKET = new URL("socket.io", document.baseURI).pathname;
const REST = new URL("../webhooks/rest/", document.baseURI);

async function ask(url, options) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(LONGEST_ANSWER), ...options });
  if (answer.status >= 500) throw new Error(`The server answers ${answer.status}.`);
  return answer.json();
}

export function connect({ key, answered, reached, lost }) {
  const waiting = new Map();
  const query = { conversation: key };
  const socket = io({ path: SOCKET, query, transports: ["websocket", "polling"], tryAllTransports: true });

  function post(url, content) {
    return ask(url, { method: "POST", headers: { "X-Conversation": key }, body: JSON.stringify(content) });
  }

  async function overSocket(message) {
    return socket.timeout(LONGEST_ANSWER).emitWithAck("message", message);
  }

  async function overRest(message) {
    return post(new URL("webhook", REST), message);
  }

  async function deliver(message) {
    waiting.set(message.id, { message, underWay: true });
    try {
      const said = socket.connected
        ? await overSocket(message).catch(() => overRest(message))
        : await overRest(message);
      if (!waiting.delete(message.id)) return; // dropped meanwhile
      reached();
      answered(message, said);
    } catch {
      if (waiting.has(message.id)) waiting.set(message.id, { message, underWay: false });
      lost();
    }
  }

  function deliverWaiting() {
    for (const { message, underWay } of [...waiting.values()]) if (!underWay) deliver(message);
  }

  function lookWhetherRestIsThere() {
    ask(REST).then(reached, lost).then(deliverWaiting);
  }

  socket.on("connect", () => {
    reached();
    deliverWaiting();
  });
  socket.on("connect_error", lookWhetherRestIsThere);
  addEventListener("online", lookWhetherRestIsThere);
  addEventListener("offline", lost);
  setInterval(deliverWaiting, TRY_AGAIN);

  return {
    deliver,
    drop: () => waiting.clear(),
    forget: (sender) => post(new URL("forget", document.baseURI), { sender }),
  };
}
