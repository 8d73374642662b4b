// The table of items. Its rows are built as the page's template builds them.

const STATUSES = ["mapped", "ambiguous", "unmapped"];

/** The table of items, awake; null if this page has none. */
function itemsTable() {
  const data = read("items");
  if (data === null) return null;
  const amounts = data.amounts.map((column) => column.map(amount));
  const section = document.getElementById("items");

  const entriesOf = (i) => {
    const to = data.to[i];
    if (to === null) return [];
    return typeof to === "number" ? [to] : to.map(([entry]) => entry);
  };

  function place(i) {
    const row = data.row[i] === null ? "" : say("row", { row: String(data.row[i]) });
    return [data.texts[data.place[i]], row].filter(Boolean).join(", ");
  }

  const column = (n) => ({
    "data-column": page.few ? null : n,
    hidden: page.few || n === chosen.column ? null : "",
  });

  function old(i) {
    const code = data.codes[data.code[i]];
    const program = data.texts[data.group[i]];
    const where = place(i);
    return make("th",
      { role: "rowheader", scope: "row", class: "old", "data-label": say("items.old") },
      span("above", code ? span("code", code) : null, span("place", where)),
      span("name", data.texts[data.name[i]] || say("no.name")),
      program ? span("under", program) : null);
  }

  function target(entry, share, parts) {
    const [code, name] = data.entries[entry];
    const money = parts.map((part, n) =>
      part === null ? null : make("span", { class: "part", ...column(n) },
        `${page.columns[n]}: Rp\u00a0${grouped(amount(part))}`));
    return make("div", { class: "target" }, span("code", code), span("name", name),
      share ? span("under", share, ...money) : null);
  }

  function targets(i) {
    const to = data.to[i];
    if (to === null) return [span("none", say("items.none"))];
    const all = typeof to === "number" ? [[to, "", []]] : to;
    return all.map(([entry, share, parts]) => target(entry, share, parts));
  }

  function reasons(pairs) {
    return pairs.flatMap(([against, text], n) => [
      n ? "; " : null,
      against ? span("against", say("but")) : null,
      against ? " " : null,
      make("span", {}, data.texts[text]),
    ]);
  }

  function candidates(i) {
    const all = data.maybe[i] ?? [];
    if (!all.length) return null;
    const lines = all.map(([entry, chance, pairs]) => {
      const [code, name] = data.entries[entry];
      return make("li", {}, span("chance", chance), " ", span("code", code), " ",
        span("name", name), pairs.length ? span("under", ...reasons(pairs)) : null);
    });
    return make("details", {},
      make("summary", {}, say("candidates", { n: all.length })),
      make("ol", { class: "maybe" }, lines));
  }

  function draw(i) {
    const status = STATUSES[data.status[i]];
    const money = amounts.map((values, n) =>
      make("td", { role: "cell", class: "money", "data-label": page.columns[n], ...column(n) },
        values[i] === null ? null : grouped(values[i])));
    return make("tr", { role: "row", class: status }, old(i),
      make("td", { role: "cell", class: "new", "data-label": say("items.new") },
        targets(i), span("under", data.texts[data.remark[i]]), candidates(i)),
      ...money,
      make("td", { role: "cell", class: "status", "data-label": say("items.status") },
        span(`badge ${status}`, say(`status.${status}`))));
  }

  function text(i) {
    const to = entriesOf(i).map((entry) => data.entries[entry].join(" "));
    return [data.codes[data.code[i]], data.texts[data.name[i]], data.texts[data.group[i]],
      ...to, data.texts[data.remark[i]]].join(" ");
  }

  function count(rows) {
    const numbers = { shown: rows.length, n: data.name.length };
    const values = amounts[chosen.column];
    if (values === undefined) return say("count", numbers);
    let sum = 0n;
    for (const i of rows) if (values[i] !== null) sum += BigInt(values[i]);
    const column = page.columns[chosen.column];
    return say("count.money", { ...numbers, column, money: grouped(sum) });
  }

  const sorts = {
    old: (i) => data.code[i],
    name: (i) => data.texts[data.name[i]].toLowerCase(),
    new: (i) => entriesOf(i)[0] ?? null,
    status: (i) => -data.status[i],
  };
  amounts.forEach((values, n) => {
    sorts[`amount${n}`] = (i) => values[i];
  });
  const passes = (i, status) => STATUSES[data.status[i]] === status;
  const table = paged(section, { size: data.name.length, draw, text, passes, sorts, count });

  /** Show the items of a status, of a stop of the flow diagram, or below a new code, and go there. */
  function show({ name = null, status = "", start = null, code = null }) {
    table.reset(status);
    const below = (entry) => {
      const own = data.entries[entry][0];
      return own === code || own.startsWith(`${code}.`);
    };
    table.narrow(name === null ? null : {
      name,
      passes: (i) =>
        (start === null || data.start[i] === start) &&
        (code === null || entriesOf(i).some(below)),
    });
    section.scrollIntoView();
    document.getElementById("items-title").focus({ preventScroll: true });
  }

  return { show };
}
