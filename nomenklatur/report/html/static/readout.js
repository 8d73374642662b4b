// What a diagram says about the part that is pointed at: a tip beside the pointer, a line below.

const tip = document.getElementById("tip");

/** Show a tip beside a point of the screen. */
function point(text, x, y) {
  tip.textContent = text;
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  const left = Math.min(Math.max(x + 14, 6), innerWidth - box.width - 6);
  const above = y + 18 + box.height > innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${above ? y - box.height - 10 : y + 18}px`;
}

/** Hide the tip. */
function unpoint() {
  tip.hidden = true;
}

/** Say what was chosen in the line below a diagram, with buttons for what can be done with it. */
function report(readout, text, actions) {
  const buttons = actions.map(([name, act]) => {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", act);
    return button;
  });
  readout.replaceChildren(make("span", {}, text), span("actions", buttons));
}
