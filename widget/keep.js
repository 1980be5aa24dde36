// What a person takes away from the chat: a text file, or a sheet of paper.

export function save(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

// Print one part of the page alone; the style sheet leaves out the rest.
export function printOnly(part) {
  const mark = (on) => {
    document.body.classList.toggle("print-only", on);
    part.classList.toggle("printed", on);
  };
  mark(true);
  addEventListener("afterprint", () => mark(false), { once: true });
  print();
}
