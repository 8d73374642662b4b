// The flow diagram, drawn already: tips, the keyboard, and the way from a flow to its items.

/** Wakes one drawing up. */
function wakeFlow(svg, links, items) {
  const readout = svg.closest(".flows").querySelector(".readout");
  const bands = [...svg.querySelectorAll(".band")];
  const ends = [...svg.querySelectorAll(".end")];
  // The keyboard goes through each program and then its bands, the old side first.
  const order = ends.flatMap((end) => [end, ...bands.filter((band) =>
    end.dataset.start !== undefined && band.dataset.start === end.dataset.start)]);

  const touches = (part, band) =>
    part === band ||
    (!part.classList.contains("band") &&
      (part.dataset.start === undefined || part.dataset.start === band.dataset.start) &&
      (part.dataset.end === undefined || part.dataset.end === band.dataset.end));

  function light(part) {
    svg.classList.toggle("lit", part !== null);
    for (const band of bands) {
      band.classList.toggle("on", part !== null && touches(part, band));
    }
  }

  /** Which items a part is about; null if it ends in several programs. */
  function kept(part) {
    const start = part.dataset.start === undefined ? null : Number(part.dataset.start);
    const end = part.dataset.end === undefined ? null : links.ends[part.dataset.end];
    const open = end !== null && end.code === null && end.status !== "mapped";
    if (end !== null && end.code === null && !open) return null;
    const names = [
      start === null ? null : say("start", { name: links.starts[start].name }),
      end === null || open ? null : say("end", { name: end.name }),
    ].filter((name) => name !== null);
    return {
      name: names.length ? names.join(" ") : null,
      status: open ? end.status : "",
      start,
      code: end === null ? null : end.code,
    };
  }

  function select(part) {
    const wanted = kept(part);
    const text = part.getAttribute("aria-label");
    report(readout, text, wanted === null ? [] : [[say("show"), () => items.show(wanted)]]);
  }

  function move(part, event) {
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    const now = order.indexOf(part);
    let next = now + (steps[event.key] ?? 0);
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = order.length - 1;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      select(part);
      readout.querySelector("button")?.focus();
    }
    if (next === now || order[next] === undefined) return;
    event.preventDefault();
    part.setAttribute("tabindex", "-1");
    order[next].setAttribute("tabindex", "0");
    order[next].focus();
  }

  svg.setAttribute("role", "group");
  order.forEach((part, n) => {
    part.setAttribute("role", "button");
    part.setAttribute("tabindex", n === 0 ? "0" : "-1");
    part.setAttribute("aria-label", part.querySelector("title").textContent);
    part.querySelector("title").remove(); // else the browser shows a second tip
    part.addEventListener("pointerenter", () => light(part));
    part.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") point(part.getAttribute("aria-label"), event.clientX, event.clientY);
    });
    part.addEventListener("pointerleave", () => {
      light(null);
      unpoint();
    });
    part.addEventListener("focus", () => {
      light(part);
      if (!part.matches(":focus-visible")) return;
      const box = part.getBoundingClientRect();
      point(part.getAttribute("aria-label"), box.left + box.width / 2, box.bottom - 14);
    });
    part.addEventListener("blur", () => {
      light(null);
      unpoint();
    });
    part.addEventListener("click", () => select(part));
    part.addEventListener("keydown", (event) => move(part, event));
  });
}
