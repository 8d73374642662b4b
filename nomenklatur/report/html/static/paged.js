// A table of several pages: searched, filtered, sorted and paged over data, drawn row by row.

const ROWS_OF_A_PAGE = matchMedia("(max-width: 760px)").matches ? 20 : 100;
const ROWS_ON_PAPER = 1000;

/**
 * Wakes a table up. The first page stands there already and is left alone until it has to change.
 *
 * source: size, draw(i) → row, text(i) → what is searched, passes(i, filter) → whether a filter
 * keeps it, sorts: {key: (i) → what to compare}, count(rows) → words on how many there are.
 */
function paged(section, source) {
  const form = section.querySelector(".controls");
  const body = section.querySelector("tbody");
  const pager = section.querySelector(".pager");
  const shown = section.querySelector(".shown");
  const cut = section.querySelector(".cut");
  const way = form.querySelector(".way");
  const chip = form.querySelector(".chip");
  const every = Array.from({ length: source.size }, (_, i) => i);
  let found = every;
  let at = 0;
  let extra = null;
  let texts = null;

  const pages = () => Math.max(Math.ceil(found.length / ROWS_OF_A_PAGE), 1);

  function search() {
    const wanted = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filter = form.querySelector(".choice input:checked").value;
    if (wanted.length && texts === null) texts = every.map((i) => source.text(i).toLowerCase());
    found = every.filter(
      (i) =>
        (filter === "" || source.passes(i, filter)) &&
        (extra === null || extra.passes(i)) &&
        wanted.every((word) => texts[i].includes(word)),
    );
    sort();
    show(0);
  }

  function sort() {
    const key = form.elements.sort.value;
    const down = way.getAttribute("aria-pressed") === "true";
    const value = source.sorts[key];
    if (value !== undefined) {
      const keys = new Map(found.map((i) => [i, value(i)]));
      const order = (a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        if (x === null || y === null) return (x === null) - (y === null) || a - b;
        return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || a - b;
      };
      found = found.slice().sort(order);
    } else if (down) {
      found = found.slice().reverse();
    }
    for (const head of section.querySelectorAll("[data-sort]")) {
      const sorted = head.dataset.sort === key;
      if (sorted) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  function show(number) {
    at = Math.min(Math.max(number, 0), pages() - 1);
    const first = at * ROWS_OF_A_PAGE;
    draw(found.slice(first, first + ROWS_OF_A_PAGE));
    tell();
  }

  function draw(rows) {
    const width = section.querySelectorAll("thead th").length;
    const nothing = () =>
      make("tr", { role: "row" },
        make("td", { role: "cell", class: "none", colspan: width }, say("nothing")));
    body.replaceChildren(...(rows.length ? rows.map(source.draw) : [nothing()]));
  }

  function tell() {
    shown.textContent = source.count(found);
    pager.hidden = pages() === 1;
    pager.querySelector(".where").textContent = say("page.of", { page: at + 1, pages: pages() });
    for (const button of pager.querySelectorAll("button")) {
      const back = button.dataset.go === "first" || button.dataset.go === "previous";
      button.disabled = back ? at === 0 : at === pages() - 1;
    }
  }

  /** Keep only some rows, and say which; null keeps all. */
  function narrow(kept) {
    extra = kept;
    chip.hidden = kept === null;
    if (kept !== null) chip.querySelector("span").textContent = kept.name;
    search();
  }

  /** Empty every field, then choose a filter. */
  function reset(filter) {
    form.elements.search.value = "";
    for (const radio of form.querySelectorAll(".choice input")) {
      radio.checked = radio.value === filter;
    }
  }

  let waiting = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(search, event.target.name === "search" ? 150 : 0);
  });
  way.addEventListener("click", () => {
    way.setAttribute("aria-pressed", String(way.getAttribute("aria-pressed") !== "true"));
    search();
  });
  chip.querySelector("button").addEventListener("click", () => {
    narrow(null);
    form.elements.search.focus();
  });
  pager.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button === null) return;
    const goes = { first: 0, previous: at - 1, next: at + 1, last: pages() - 1 };
    show(goes[button.dataset.go]);
    section.querySelector(".shown").scrollIntoView({ block: "nearest" });
  });
  for (const head of section.querySelectorAll("[data-sort]")) {
    const button = make("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const same = form.elements.sort.value === head.dataset.sort;
      const down = same && way.getAttribute("aria-pressed") !== "true";
      form.elements.sort.value = head.dataset.sort;
      way.setAttribute("aria-pressed", String(down));
      search();
    });
  }
  addEventListener("beforeprint", () => {
    const rows = found.slice(0, ROWS_ON_PAPER);
    if (found.length > ROWS_OF_A_PAGE) draw(rows);
    cut.hidden = rows.length === found.length;
    cut.textContent = say("print.cut", { shown: rows.length, n: found.length });
  });
  addEventListener("afterprint", () => {
    cut.hidden = true;
    if (found.length > ROWS_OF_A_PAGE) show(at);
  });
  onColumn.push(() => tell());
  form.hidden = false;
  if (body.rows.length > ROWS_OF_A_PAGE) show(0);
  else tell();
  return { narrow, reset, search };
}
