// The table of findings. Its rows are built as the page's template builds them.

const SEVERITIES = ["error", "warning", "info"];

/** Wakes the table of findings up, if this page has one. */
function findingsTable() {
  const data = read("findings");
  const section = document.getElementById("findings");
  if (data === null || section.querySelector("tbody") === null) return;

  function place(i) {
    const row = data.row[i] === null ? "" : say("row", { row: String(data.row[i]) });
    return [data.texts[data.place[i]], row].filter(Boolean).join(", ");
  }

  function draw(i) {
    const severity = SEVERITIES[data.severity[i]];
    const [code, title] = data.rules[data.rule[i]];
    const suggestion = data.texts[data.suggestion[i]];
    return make("tr", { role: "row", class: severity },
      make("td", { role: "cell", class: "status", "data-label": say("findings.severity") },
        span(`badge ${severity}`, say(`severity.${severity}`))),
      make("th", { role: "rowheader", scope: "row", "data-label": say("findings.rule") },
        span("code", code), span("name", title)),
      make("td", { role: "cell", class: "message", "data-label": say("findings.message") },
        make("span", { class: "name" }, data.texts[data.message[i]]),
        suggestion ? make("span", { class: "under" }, suggestion) : null),
      make("td", { role: "cell", class: "where", "data-label": say("findings.place") }, place(i)));
  }

  const text = (i) =>
    [...data.rules[data.rule[i]], data.texts[data.message[i]], data.texts[data.suggestion[i]],
      place(i)].join(" ");
  const sorts = {
    severity: (i) => data.severity[i],
    rule: (i) => data.rules[data.rule[i]][0],
    place: (i) => data.row[i],
  };
  const passes = (i, severity) => SEVERITIES[data.severity[i]] === severity;
  const size = data.message.length;
  const count = (rows) => say("count", { shown: rows.length, n: size });
  paged(section, { size, draw, text, passes, sorts, count });
}
