// The list of prices, as it is typed: the loss of a line is said before its total, and the sum stands in the bar.
import { lineCentimes, read, write } from "./price.js";

const words = document.querySelector("[data-words]")?.dataset;
const bdi = (text) => {
  const box = document.createElement("bdi");
  box.className = "n";
  box.dir = "ltr";
  box.textContent = text;
  return box;
};

function told(line) {
  const quantity = read(line.dataset.quantity || "") ?? 0n;
  const [cost, price] = ["unit_cost", "unit_price"].map((name) => read(line.querySelector(`[name$="${name}"]`).value));
  const out = line.querySelector("[data-told]");
  out.hidden = price === null;
  if (price === null) return null;
  const total = lineCentimes(quantity, price);
  const loss = cost !== null && price < cost;
  const shown = loss ? lineCentimes(quantity, cost) - total : total;
  out.className = `small strong ${loss ? "stop" : ""}`;
  out.replaceChildren(`${loss ? words.loss : words.total} `, bdi(write(shown)), `\u00a0${words.unit}`);
  return total;
}

document.querySelectorAll("[data-prices]").forEach((form) => {
  const sum = document.querySelector("[data-sum]");
  const refresh = () => {
    const totals = [...form.querySelectorAll("[data-line]")].map(told).filter((total) => total !== null);
    sum.hidden = !totals.length;
    const all = totals.reduce((a, b) => a + b, 0n);
    sum.replaceChildren(`${words.total} `, bdi(write(all)), `\u00a0${words.unit}`);
  };
  form.addEventListener("input", refresh);
  refresh();
});
