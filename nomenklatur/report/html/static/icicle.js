// The new tree as an icicle: a column a level, the height of a box is its money.

const WIDEST = [[900, 4], [620, 3], [0, 2]]; // how many levels fit beside each other, by width
const LEAST_TEXT = 18; // height of a box that has room for a line, in pixels
const LEAST_BOX = 5; // height that the boxes of a level need on average
const LINE = 17;
const SLIM = 200; // width below which a box shows no code and no percentage

/** Draws the tree, if this page has one with money in it. */
function icicle(items) {
  const root = document.querySelector(".icicle");
  const data = read("tree");
  if (root === null || data === null) return;
  const boxes = root.querySelector(".boxes");
  const path = root.querySelector(".path");
  const readout = root.querySelector(".readout");
  const whole = { depth: -1, code: "", name: say("whole"), children: [], parent: null };
  const trail = [whole];
  for (const [depth, code, name, count, ...money] of data) {
    const node = { depth, code, name, count, money: money.map(amount), children: [] };
    trail.length = depth + 1;
    node.parent = trail[depth];
    node.parent.children.push(node);
    trail.push(node);
  }
  whole.count = 0;
  whole.money = page.columns.map((_, n) =>
    whole.children.reduce((sum, node) => sum + BigInt(node.money[n]), 0n));
  const total = page.totals.map(amount);
  let focus = start();
  let order = [];

  const size = (node) => Math.max(Number(node.money[chosen.column]), 0);
  const named = (node) => node.name || (node.code ? "" : say("no.name"));
  const label = (node) => [node.code, named(node)].filter(Boolean).join(" ");

  /** The deepest node that holds everything: what is above it says nothing. */
  function start() {
    let node = whole;
    while (node.children.length === 1 && node.children[0].children.length) [node] = node.children;
    return node;
  }

  function describe(node) {
    const money = node.money[chosen.column];
    return say("box", {
      code: node.code,
      name: named(node),
      money: grouped(money),
      percent: percent(money, total[chosen.column]),
      column: page.columns[chosen.column],
      items: node.count,
    }).replace(" :", ":").trim();
  }

  function sum(node) {
    const money = node.money[chosen.column];
    return `${grouped(money)} · ${percent(money, total[chosen.column])}`;
  }

  function box(node, depth, x, y, width, height) {
    const kind = node.children.length ? ["lead", "second", "plain"][Math.min(depth, 2)] : "plain leaf";
    const element = make("div", {
      role: "treeitem", class: `box ${kind}`, tabindex: "-1", "aria-level": depth + 1,
      "aria-label": describe(node),
    });
    if (node.children.length) element.setAttribute("aria-expanded", "true");
    element.style.left = `${x}%`;
    element.style.top = `${(y / boxes.clientHeight) * 100}%`; // so that paper may be lower
    element.style.width = `${width}%`;
    element.style.height = `${(height / boxes.clientHeight) * 100}%`;
    if (height >= LEAST_TEXT) {
      const lines = Math.max(Math.floor((height - 6) / LINE), 1);
      const slim = (boxes.clientWidth * width) / 100 < SLIM;
      const money = lines > 1 ? span("sum", slim ? grouped(node.money[chosen.column]) : sum(node)) : null;
      const code = node.code && !slim ? [span("code", node.code), " "] : [];
      const text = span("two", ...code, named(node) || (slim ? node.code : ""));
      text.style.setProperty("-webkit-line-clamp", String(money === null ? 1 : lines - 1));
      element.append(make("div", { class: "inside" }, text, money));
    }
    element.addEventListener("click", () => {
      select(node, element);
      if (node.children.length) zoom(node);
    });
    element.addEventListener("focus", () => select(node, element));
    element.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") point(describe(node), event.clientX, event.clientY);
    });
    element.addEventListener("pointerleave", unpoint);
    boxes.append(element);
    order.push({ node, element });
  }

  function lay(node, depth, levels, top, height, width) {
    const sum = node.children.reduce((all, child) => all + size(child), 0);
    let y = top;
    for (const child of node.children) {
      const part = sum ? (size(child) / sum) * height : 0;
      if (part <= 0) continue;
      const deepest = depth === levels - 1 || !child.children.length;
      const wide = deepest ? 100 - depth * width : width;
      box(child, depth, depth * width, y, wide, part);
      if (!deepest) lay(child, depth + 1, levels, y, part, width);
      y += part;
    }
  }

  function heightOf(node) {
    return node.children.length ? 1 + Math.max(...node.children.map(heightOf)) : 0;
  }

  /** How many nodes with money lie so many levels below a node. */
  function below(node, levels) {
    if (levels === 0) return 1;
    return node.children.reduce((n, child) => n + (size(child) ? below(child, levels - 1) : 0), 0);
  }

  function draw() {
    if (!root.clientWidth) return;
    const room = WIDEST.find(([width]) => root.clientWidth >= width)[1];
    let levels = Math.min(room, heightOf(focus));
    while (levels > 1 && below(focus, levels) * LEAST_BOX > boxes.clientHeight) levels -= 1;
    order = [];
    boxes.replaceChildren();
    lay(focus, 0, levels, 0, boxes.clientHeight, 100 / levels);
    if (!order.length) boxes.replaceChildren(make("p", { class: "none" }, say("tree.none")));
    order[0]?.element.setAttribute("tabindex", "0");
    crumbs();
  }

  function crumbs() {
    const line = [];
    for (let node = focus; node !== null; node = node.parent) line.unshift(node);
    path.replaceChildren(...line.map((node) => {
      const button = make("button", { type: "button" }, label(node));
      if (node === focus) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => zoom(node));
      return button;
    }));
  }

  function zoom(node) {
    unpoint();
    focus = node;
    draw();
    order[0]?.element.focus({ preventScroll: true });
  }

  function select(node, element) {
    for (const other of order) other.element.setAttribute("tabindex", "-1");
    element.setAttribute("tabindex", "0");
    const show = items !== null && node.code ? [[say("show"), () =>
      items.show({ name: say("node", { name: label(node) }), code: node.code })]] : [];
    report(readout, describe(node), show);
  }

  function go(node) {
    const found = order.find((one) => one.node === node);
    if (found !== undefined) found.element.focus();
    return found !== undefined;
  }

  boxes.addEventListener("keydown", (event) => {
    const now = order.find((one) => one.element === event.target);
    if (now === undefined) return;
    const { node } = now;
    const column = order.filter((one) => one.element.ariaLevel === now.element.ariaLevel);
    const place = column.indexOf(now);
    const acts = {
      ArrowDown: () => column[place + 1]?.element.focus(),
      ArrowUp: () => column[place - 1]?.element.focus(),
      ArrowRight: () => node.children.some(go) || (node.children.length && zoom(node)),
      ArrowLeft: () => go(node.parent) || (focus !== whole && zoom(focus.parent)),
      Home: () => order[0].element.focus(),
      End: () => column[column.length - 1].element.focus(),
      Enter: () => node.children.length && zoom(node),
      " ": () => node.children.length && zoom(node),
      Escape: () => focus !== whole && zoom(focus.parent),
    };
    if (acts[event.key] === undefined) return;
    event.preventDefault();
    acts[event.key]();
  });

  root.hidden = false;
  draw();
  onColumn.push(draw);
  let width = root.clientWidth;
  new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    draw();
  }).observe(root);
}
