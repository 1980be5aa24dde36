// Speaking in place of typing, and reading aloud: where the browser has them, else their buttons are not shown.

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;

let reading = null; // the button whose answer is being read

function stopReading(wording) {
  speechSynthesis.cancel();
  if (reading) reading.textContent = wording("listen");
  reading = null;
}

export function readAloudButton(text, wording) {
  if (!globalThis.speechSynthesis) return null;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "aloud", textContent: wording("listen") });
  button.addEventListener("click", () => {
    const again = reading === button;
    stopReading(wording);
    if (again) return;
    reading = button;
    button.textContent = wording("stop-listening");
    const lines = text.split("\n").map((line) => new SpeechSynthesisUtterance(line)); // long ones break off
    lines.at(-1).addEventListener("end", () => reading === button && stopReading(wording));
    for (const line of lines) speechSynthesis.speak(line);
  });
  return button;
}

// Let `button` start and stop dictation into `field`.
export function offerDictation(button, field, wording, failed) {
  if (!Recognition) return;
  const recognition = new Recognition();
  recognition.lang = document.documentElement.lang;
  recognition.interimResults = true;
  let before = "";
  let listening = false;

  function show(now) {
    listening = now;
    button.ariaPressed = String(now);
    button.textContent = wording(now ? "stop-dictating" : "dictate");
  }

  recognition.addEventListener("result", ({ results }) => {
    field.value = before + Array.from(results, (result) => result[0].transcript).join(" ");
    field.dispatchEvent(new Event("input"));
  });
  recognition.addEventListener("error", ({ error }) => error !== "aborted" && failed());
  recognition.addEventListener("end", () => show(false));
  button.addEventListener("click", () => {
    if (listening) return recognition.stop();
    before = field.value ? `${field.value.trimEnd()} ` : "";
    recognition.start();
    show(true);
  });
  button.hidden = false;
}
