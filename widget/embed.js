// Puts the chat on somebody's site: <script src="https://CHAT/chat/embed.js" defer></script>
// A button at the lower right opens the chat in a frame. Its own styles and the site's do not touch each other.

(() => {
  const chat = new URL("./", document.currentScript.src);
  const label = document.currentScript.dataset.label || "Questions about muscle atrophy?";

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; font: 600 18px/1.3 system-ui, "DejaVu Sans", sans-serif; }
    [hidden] { display: none !important; }
    button, a { min-height: 48px; padding: 8px 12px; border: 2px solid #fff; border-radius: 12px;
      background: #0b5f6b; color: #fff; cursor: pointer; }
    :focus-visible { outline: 3px solid #0b5f6b; outline-offset: 3px; }
    .launcher { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; min-height: 56px; padding: 12px 22px;
      border-radius: 28px; box-shadow: 0 2px 12px rgb(0 0 0 / 35%); }
    .panel { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; display: flex; flex-direction: column;
      width: min(480px, 100vw - 32px); height: min(760px, 100vh - 32px); overflow: hidden;
      border: 2px solid #0b5f6b; border-radius: 16px; background: #0b5f6b; box-shadow: 0 4px 24px rgb(0 0 0 / 40%); }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; justify-content: space-between; padding: 8px; }
    .bar a { display: inline-flex; align-items: center; background: #fff; color: #8c0a1b; }
    .bar :focus-visible { outline-color: #fff; }
    iframe { flex: 1; width: 100%; border: 0; background: #fff; }
    @media (max-width: 520px), (max-height: 520px) {
      .panel { inset: 0; width: auto; height: auto; border-radius: 0; }
    }`);

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const launcher = make("button", { type: "button", className: "launcher", ariaExpanded: "false" }, label);
  const frame = make("iframe", { title: "Chat about muscle atrophy", allow: "microphone" });
  const call = make("a", { href: "tel:{emergency_number}" }, "Emergency: {emergency_number}");
  const close = make("button", { type: "button", ariaLabel: "Close the chat" }, "Close");
  const bar = make("div", { className: "bar" }, call, close);
  const panel = make("section", { className: "panel", ariaLabel: frame.title, hidden: true }, bar, frame);

  function show(open) {
    if (open && !frame.src) frame.src = chat.href; // nothing is loaded before somebody asks for it
    panel.hidden = !open;
    launcher.hidden = open;
    launcher.ariaExpanded = String(open);
    (open ? frame : launcher).focus();
  }
  launcher.addEventListener("click", () => show(true));
  close.addEventListener("click", () => show(false));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && show(false));
  addEventListener("message", (event) => {
    if (event.source === frame.contentWindow && event.origin === chat.origin && event.data === "close") show(false);
  });

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(launcher, panel);
  document.body.append(host);
})();
