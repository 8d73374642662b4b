// Wakes the page up. What is large waits until the first screen has been painted.

function wake() {
  const items = itemsTable();
  findingsTable();
  icicle(items);
  const links = read("flow");
  for (const svg of document.querySelectorAll("svg.flow")) wakeFlow(svg, links, items);
  for (const link of document.querySelectorAll("a.show")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      items.show({ status: link.dataset.status });
    });
  }
  for (const element of document.querySelectorAll(".scripted")) element.hidden = false;
  const folded = [...document.querySelectorAll(".numbers:not([open])")];
  addEventListener("beforeprint", () => folded.forEach((one) => one.toggleAttribute("open", true)));
  addEventListener("afterprint", () => folded.forEach((one) => one.toggleAttribute("open", false)));
  performance.mark("awake");
  document.documentElement.dataset.awake = "";
}

const columns = document.querySelector(".switch");
if (columns !== null) {
  columns.hidden = false;
  columns.addEventListener("change", (event) => choose(Number(event.target.value)));
  const kept = columns.querySelector("input:checked"); // browsers keep it over a reload
  if (kept !== null && kept.value !== "0") choose(Number(kept.value));
}
requestAnimationFrame(() => setTimeout(wake, 0));
