// Keys press the buttons that carry them; htmx does the rest. Nothing here decides anything.
(() => {
  "use strict";

  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isShown = (element) => element.getClientRects().length > 0;
  const opened = () => find("dialog[open]");
  let busy = false;

  const isField = (element) =>
    element instanceof HTMLElement &&
    (element.matches("textarea, select, input:not([type=radio], [type=checkbox])") || element.isContentEditable);

  const say = (text) => { find("#spoken").textContent = text; };
  const focusItem = () => { find("#item")?.focus({ preventScroll: true }); window.scrollTo(0, 0); };

  const open = (name) => {
    const dialog = find(`#${name}`);
    if (!dialog || dialog.open) return;
    opened()?.close();
    dialog.showModal();
    const field = find("[autofocus], input[type=search]", dialog);
    if (field) { field.focus(); field.select?.(); }
  };
  const close = () => {
    const dialog = opened();
    if (!dialog) return;
    dialog.close();
    if (document.activeElement === document.body || dialog.contains(document.activeElement)) find("#item")?.focus({ preventScroll: true });
  };

  const toggle = (fieldset) => {
    const other = all("input[type=radio]", fieldset).find((radio) => !radio.checked);
    if (!other) return;
    other.click();
    say(other.closest("label").textContent.trim());
  };

  const press = (key) => {
    const toggled = find(`[data-toggle="${CSS.escape(key)}"]`);
    if (toggled) { toggle(toggled); return true; }
    const field = find(`[data-focus="${CSS.escape(key)}"]`);
    if (field && isShown(field)) { field.focus(); field.select(); return true; }
    const target = all(`[data-key="${CSS.escape(key)}"]`).find((one) => !one.disabled && isShown(one));
    if (!target) return false;
    target.click();
    return true;
  };

  // Up and down between the field of a search and what it found.
  const move = (event, dialog) => {
    const stops = [find("[data-down]", dialog), ...all(".hits button:enabled", dialog)].filter(Boolean);
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || stops.length < 2) return;
    const next = stops[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)];
    next.focus();
    event.preventDefault();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const dialog = opened();
    if (dialog) {
      if (event.key === "Escape") { event.preventDefault(); close(); return; } // a search field would keep it
      if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event, dialog);
      if (event.key === "Enter" && event.target.matches("[data-down]")) {
        event.preventDefault();
        find(".hits button:enabled", dialog)?.focus();
      }
      return;
    }
    if (isField(event.target)) {
      if (event.key === "Escape") { event.target.blur(); find("#item")?.focus(); }
      return;
    }
    if (busy || event.repeat || event.key.length !== 1) return;
    if (press(event.key.toLowerCase())) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) open(opener.dataset.opens);
    if (event.target.closest("[data-closes]")) close();
    if (event.target.matches("dialog")) close(); // outside of the box
  });

  const concerns = (event) => event.detail.target?.id === "question";

  document.addEventListener("htmx:beforeRequest", (event) => { if (concerns(event)) busy = true; });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!concerns(event) && event.detail.elt?.id !== "answer") return;
    busy = false;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "split-body" && opened()) find("#split-body [name=code]")?.focus();
    if (event.detail.elt?.id === "question") {
      const dialog = opened();
      if (dialog) dialog.close();
      focusItem();
      find(".queue [aria-current=true].line, .lines [aria-current=true]")?.scrollIntoView({ block: "nearest" });
    }
  });
  document.addEventListener("htmx:afterSwap", () => { if (find("main.done")) find("#item").focus(); });

  const lost = () => {
    const alert = find("#lost");
    if (!alert) return;
    alert.textContent = document.body.dataset.lost;
    alert.hidden = false;
    busy = false;
  };
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", (event) => {
    lost();
    if (event.detail.xhr?.status < 500) find("#lost").textContent = event.detail.xhr.responseText.slice(0, 300);
  });
  document.addEventListener("htmx:afterOnLoad", () => { const alert = find("#lost"); if (alert) alert.hidden = true; });

  document.documentElement.dataset.awake = "";
})();
