// What every part of the page's script uses. Texts become text nodes, never markup.

const words = read("words");
const page = read("page");

/** The data of a name; null if this page has none. */
function read(name) {
  const element = document.getElementById(`data-${name}`);
  return element === null ? null : JSON.parse(element.textContent);
}

/** The words of a key, with values put in; whole numbers are grouped. */
function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? grouped(value) : String(value);
  });
}

/** A whole number, a text of digits or a BigInt in the form of the page's language: 1.335. */
function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, words.thousands);
}

/** What part of a whole something is, in percent, as the page itself prints it. */
function percent(part, whole) {
  const [a, b] = [BigInt(part), BigInt(whole)];
  if (b === 0n) return "";
  const negative = a < 0n !== b < 0n && a !== 0n;
  const [size, of] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const hundredths = (size * 20000n + of) / (of * 2n);
  if (hundredths === 0n && size !== 0n) return negative ? `> -0${words.decimals}01 %` : `< 0${words.decimals}01 %`;
  if (hundredths === 10000n && size !== of && !negative) {
    return size < of ? `> 99${words.decimals}99 %` : `> 100${words.decimals}00 %`;
  }
  const rest = String(hundredths % 100n).padStart(2, "0");
  return `${negative ? "-" : ""}${grouped(hundredths / 100n)}${words.decimals}${rest} %`;
}

/** An amount as it came in the data: a number, or a text where a number would not be exact. */
function amount(value) {
  return typeof value === "string" ? BigInt(value) : value;
}

/** An element with attributes and children; null children are left out. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

/** A span of a class. */
function span(kind, ...children) {
  return make("span", { class: kind }, ...children);
}

// -- the column of money that was chosen ------------------------------------------------------

const chosen = { column: 0 };
const onColumn = [];

/** Show the parts of the page that are about a column. */
function choose(column) {
  chosen.column = column;
  for (const element of document.querySelectorAll("[data-column]")) {
    element.hidden = Number(element.dataset.column) !== column;
  }
  for (const tell of onColumn) tell(column);
}
