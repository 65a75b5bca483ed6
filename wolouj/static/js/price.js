// The price of a line, as it is typed: what it costs, what the line makes, a loss said before anything else.
// Money is counted in whole numbers (BigInt, a millionth), never in floating point; rounding is half up to the
// centime, as on the server, whose word is the one that counts.
const UNIT = 1000000n, CENTIME = 10000n;

// "1 234,5", "1.234,50", "٣٫٥" or "12.5" -> millionths; null when it is no amount.
export function read(text) {
  let s = text.trim().replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660)).replace(/٫/g, ",")
    .replace(/[\s\u00a0\u202f\u2066-\u2069\u200e\u200f٬]/g, "");
  if (/^\d{1,3}(\.\d{3})+(,\d*)?$/.test(s) && s.includes(",")) s = s.replace(/\./g, "");
  const parts = /^(\d*)(?:[.,](\d{0,6}))?$/.exec(s);
  if (!parts || !(parts[1] + (parts[2] || ""))) return null;
  return BigInt(parts[1] || 0) * UNIT + BigInt((parts[2] || "").padEnd(6, "0"));
}

// Millionths of a quantity by millionths of a price -> centimes, half up. Neither is negative.
export function lineCentimes(quantity, price) {
  const scale = UNIT * CENTIME;
  return (quantity * price * 2n + scale) / (scale * 2n);
}

export const toCentimes = (millionths) => (millionths * 2n + CENTIME) / (CENTIME * 2n);

// Centimes -> "12 345,60", groups with a thin space that does not break.
export function write(centimes) {
  const whole = (centimes / 100n).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${whole},${(centimes % 100n).toString().padStart(2, "0")}`;
}

const size = (n) => (n < 0n ? -n : n);
const blank = (input) => !input.value.trim();

// What the form says now. cost and price in millionths or null; margin in centimes, below zero in a loss.
export function reckon(costs, price, quantity) {
  const known = costs.some((text) => text.trim()) && costs.every((text) => !text.trim() || read(text) !== null);
  const cost = known ? costs.reduce((sum, text) => sum + (text.trim() ? read(text) : 0n), 0n) : null;
  const asked = read(price);
  const line = asked === null ? null : lineCentimes(quantity, asked);
  if (cost === null || asked === null || cost === 0n) return { cost, price: asked, line, state: "open" };
  const margin = line - lineCentimes(quantity, cost);
  return { cost, price: asked, line, margin, unit: asked - cost, state: asked < cost ? "stop" : "go" };
}

function put(form, name, text) {
  form.querySelectorAll(`[data-out="${name}"]`).forEach((out) => { if (out.textContent !== text) out.textContent = text; });
}

function draw(form, now) {
  const band = form.querySelector("[data-band]");
  if (!band) return;
  const low = Number(band.dataset.low), high = Number(band.dataset.high);
  const at = (millionths) => {
    const share = (Number(millionths) / 1e6 - low) / (high - low);  // only a place on a drawing
    return (14 + Math.min(1, Math.max(0, share)) * 300).toFixed(1);
  };
  const part = (name) => band.querySelector(`[data-band-${name}]`);
  const figure = (millionths) => write(toCentimes(millionths)).replace(/,00$/, "");
  if (now.cost !== null) {
    const x = at(now.cost);
    part("floor").setAttribute("d", `M${x} 42v32`);
    part("loss").setAttribute("width", (x - 9).toFixed(1));
    part("cost").setAttribute("x", x);
    part("cost").textContent = figure(now.cost);
  }
  if (now.price !== null && part("price")) {
    const x = at(now.price);
    part("price").setAttribute("d", `M${x} 45l-8-11h16z`);
    part("figure").setAttribute("x", x);
    part("figure").textContent = figure(now.price);
  }
}

function refresh(form) {
  const costs = [...form.querySelectorAll("[data-cost]")];
  const price = form.querySelector("[data-price]");
  const now = reckon(costs.map((input) => input.value), price.value, read(form.dataset.quantity || "1") ?? UNIT);
  put(form, "cost", now.cost === null ? "…" : write(toCentimes(now.cost)));
  put(form, "line", now.line === null ? "…" : write(now.line));
  if (now.state !== "open") {
    put(form, "unit", write(toCentimes(size(now.unit))));
    put(form, "margin", write(size(now.margin)));
  }
  form.querySelectorAll("[data-when]").forEach((box) => { box.hidden = box.dataset.when !== now.state; });
  form.querySelector("[data-dial]")?.classList.toggle("stop", now.state === "stop");
  draw(form, now);
}

function turn(form, dirhams) {
  const price = form.querySelector("[data-price]");
  const next = (blank(price) ? 0n : read(price.value) ?? 0n) + BigInt(dirhams) * UNIT;
  price.value = write(toCentimes(next < 0n ? 0n : next)).replace(/\u202f/g, "");
  price.dispatchEvent(new Event("input", { bubbles: true }));
}

document.querySelectorAll("[data-price-form]").forEach((form) => {
  if (!form.querySelector("[data-price]")) return;
  form.querySelectorAll("[data-turn]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => turn(form, button.dataset.turn));
  });
  form.querySelector("[data-dial]")?.classList.add("dial--on");
  form.addEventListener("input", () => refresh(form));
  refresh(form);
});
