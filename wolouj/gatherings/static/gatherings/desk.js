// The desk at the door with or without a network. Each tap is an entry written on this device first, then sent; the
// server answers what became of it, and what only a person can settle is shown to her. Without this script, or where
// a browser gives no database (not HTTPS, not localhost), the page's own forms go on as they are.
import { close, device, drop, entriesOf, get, put, tidy } from "./store.js";

const root = document.querySelector("[data-desk]");
const PATIENCE = 8000, ROUND = 20000, BATCH = 25, SHOWN = 8, LAST = 5;
const { gathering, names, send, worker, kept } = root?.dataset ?? {};
const find = (name, from = document) => from.querySelector(`[data-${name}]`);
const show = (name, seen) => document.querySelectorAll(`[data-${name}]`).forEach((one) => { one.hidden = !seen; });
const form = document.getElementById("f"), asked = document.getElementById("q");
let list = null, entries = [], busy = false, state = "ready", said = null;

// As the server folds a name, so that a few letters find it.
const ARABIC = { "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "ؤ": "و", "ئ": "ي" };
const digits = (text) => text.replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0);
const fold = (text) => digits(text.toLowerCase()).normalize("NFKD").replace(/\p{M}/gu, "")
  .replace(/[أإآىةـؤئ]/g, (one) => ARABIC[one]).replace(/\s+/g, " ").replace(/[’'`´]/g, "'").trim();

function half() {
  const chosen = Number(new URLSearchParams(location.search).get("half"));
  const ends = list?.halves ?? [];
  if (chosen >= 1 && chosen <= ends.length) return chosen;
  const now = ends.findIndex((end) => Date.now() < Date.parse(end));
  return ends.length ? (now < 0 ? ends.length : now + 1) : Number(root.dataset.half);
}

// ---- what is seen ------------------------------------------------------------------------------------------------

// The list with what was done here and not sent yet.
function people() {
  const rows = new Map((list?.rows ?? []).map((row) => [row.id, { ...row, there: { ...row.there } }]));
  entries.filter((each) => each.state !== "settle").forEach((each) => {
    const mark = { hour: each.hour, unsent: true };
    if (each.did === "walk_in") {
      const name = each.told.name, tail = digits(each.told.phone ?? "").replace(/\D/g, "").slice(-4);
      rows.set(each.id, { id: each.id, entry: each.id, sent: each.sent, name, key: fold(name), tail, there: { [each.half_day]: mark } });
    } else if (rows.has(each.row)) {
      if (each.did === "undo") delete rows.get(each.row).there[each.half_day];
      else rows.get(each.row).there[each.half_day] ??= mark;
    }
  });
  return [...rows.values()];
}

function line(kind, row, now) {
  const item = find(`row=${kind}`).content.cloneNode(true);
  const mark = row.there[now];
  find("name", item).textContent = row.name;
  find("tail", item)?.replaceChildren(row.tail);
  find("hour", item)?.replaceChildren(mark?.hour ?? mark ?? "");
  if (find("unsent", item)) find("unsent", item).hidden = !mark?.unsent;
  find("act", item).hidden = kind === "here" && row.entry && row.sent; // on its way: it is undone once it has arrived
  find("act", item).addEventListener("click", () => (kind === "waiting" ? arrive(row, now) : undo(row, now)));
  return item;
}

function badge(rows, now) {
  const id = new URLSearchParams(location.search).get("r");
  const row = id && rows.find((one) => one.id === id);
  show("badge", row);
  if (!row) return;
  find("badge-name").textContent = row.name;
  show("badge-there", now in row.there);
  show("badge-act", !(now in row.there));
}

function draw() {
  const now = half(), rows = people(), words = fold(asked.value), figures = digits(asked.value).replace(/\D/g, "");
  const holds = (row) => !words || row.key.includes(words) || (figures.length > 1 && row.tail.includes(figures.slice(-4)));
  const waiting = rows.filter((row) => !(now in row.there));
  const here = rows.filter((row) => now in row.there);
  const hour = (row) => row.there[now].hour ?? row.there[now];
  const found = waiting.filter(holds).sort((a, b) => a.key.localeCompare(b.key));
  const came = here.filter(holds).sort((a, b) => hour(b).localeCompare(hour(a)));
  find("waiting").replaceChildren(...found.slice(0, SHOWN).map((row) => line("waiting", row, now)));
  find("here").replaceChildren(...came.slice(0, words ? SHOWN : LAST).map((row) => line("here", row, now)));
  show("none", words && !found.length && !came.length);
  show("first", !words && found.length > SHOWN);
  show("here-part", came.length);
  find("there-n").textContent = here.length;
  find("expected-n").textContent = waiting.length;
  badge(rows, now);
  const open = entries.filter((each) => each.state === "settle");
  find("unsent-n").textContent = entries.length - open.length;
  show("unsent-line", entries.length > open.length);
  show("settle", open.length);
  find("settle-rows").replaceChildren(...open.map(unsettled));
  ["ready", "cut", "out", "none-kept"].forEach((name) => show(`state-${name}`, name === (state === "cut" && !list ? "none-kept" : state)));
  show("said", said);
  if (said) {
    show("said-done", said.how === "done");
    show("said-known", said.how === "known");
    show("said-kept", said.how === "kept");
    find("said-name").textContent = said.name;
  }
}

// ---- what a person settles ---------------------------------------------------------------------------------------

function unsettled(each) {
  const item = find("row=settle").content.cloneNode(true);
  find("name", item).textContent = each.name;
  find("why", item).textContent = each.why;
  const twin = ["phone_taken", "same_name"].includes(each.was);
  const can = { same: twin, another: twin, again: each.was === "gone" && each.did !== "undo", mend: each.was === "wrong", drop: true };
  Object.entries(can).forEach(([what, may]) => {
    const button = find(what, item);
    button.hidden = !may;
    button.addEventListener("click", () => settle(each, what));
  });
  return item;
}

async function settle(each, what) {
  await drop("entries", each.id);
  const { half_day } = each;
  if (what === "same") await write({ did: "arrive", row: each.other, half_day, name: each.name });
  if (what === "another") await write({ did: "walk_in", told: each.told, sure: true, half_day, name: each.name });
  if (what === "again") await write({ did: "walk_in", told: { name: each.name }, half_day, name: each.name });
  if (what === "mend") fill(each.told);
  await refresh();
  flush();
}

function fill(told) {
  Object.entries(told).forEach(([name, value]) => form.querySelectorAll(`[name="${name}"]`).forEach((input) => {
    if (["radio", "checkbox"].includes(input.type)) input.checked = input.value === value;
    else input.value = value;
  }));
  form.elements.name.focus();
}

// ---- what is done ------------------------------------------------------------------------------------------------

const hourNow = () => new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit", timeZone: "Africa/Casablanca" }).format(new Date());

async function write(entry) {
  const id = crypto.randomUUID();
  // Two taps of one millisecond keep their order.
  const order = Math.max(Date.now(), ...entries.map((each) => each.order + 1));
  await put("entries", id, { id, gathering, order, at: new Date().toISOString(), hour: hourNow(), state: "waiting", ...entry });
  await refresh();
}

async function refresh() {
  entries = await entriesOf(gathering);
  draw();
}

async function arrive(row, half_day, how = "tap") {
  said = { how: "kept", name: row.name };
  await write({ did: "arrive", row: row.id, half_day, how, name: row.name });
  flush();
}

async function undo(row, half_day) {
  said = null;
  // What is still here and was never sent has nothing to be undone elsewhere; what is on its way has.
  const mine = entries.find((each) => !each.sent && (each.id === row.entry || (each.did === "arrive" && each.row === row.id && each.half_day === half_day)));
  if (mine) await drop("entries", mine.id);
  else if (!row.entry) await write({ did: "undo", row: row.id, half_day, name: row.name });
  await refresh();
  flush();
}

async function walkIn(event) {
  event.preventDefault();
  const told = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "another"));
  if (!told.name.trim()) {
    form.elements.name.focus();
    form.elements.name.reportValidity();
    return;
  }
  said = { how: "kept", name: told.name };
  await write({ did: "walk_in", told, half_day: half(), name: told.name, sure: form.elements.another?.checked ?? false });
  form.reset();
  form.elements.phone.focus();
  flush();
}

// ---- what is sent ------------------------------------------------------------------------------------------------

async function ask(url, more = {}) {
  const answer = await fetch(url, { ...more, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  if (answer.type === "opaqueredirect") throw new Error("out");
  if (!answer.ok && answer.status !== 422) throw new Error(answer.status === 403 || answer.status === 404 ? "out" : "cut");
  return answer;
}

async function bring() {
  const got = await (await ask(names)).json();
  list = { ...got, gathering };
  await put("lists", gathering, list);
}

async function post(batch, id) {
  const shape = ({ id: one, did, at, half_day, row, told, how, sure }) => ({ id: one, did, at, half_day, row, told, how, sure });
  const body = JSON.stringify({ device: id, entries: batch.map(shape) });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": list.token };
  return (await (await ask(send, { method: "POST", body, headers })).json()).outcomes ?? [];
}

async function settled(outcome) {
  const each = entries.find((one) => one.id === outcome.id);
  if (!each) return;
  if (["done", "known"].includes(outcome.state)) {
    const row = outcome.row;
    if (row) list.rows = [...list.rows.filter((one) => one.id !== row.id), row];
    await drop("entries", each.id);
    if (each.did !== "undo") said = { how: outcome.state, name: row?.name ?? each.name };
  } else {
    if (each.state !== "settle") said = null;
    await put("entries", each.id, { ...each, state: "settle", was: outcome.state, why: outcome.why, other: outcome.row?.id });
  }
}

async function flush() {
  if (busy) return;
  busy = true;
  try {
    await bring();
    const id = await device();
    for (;;) {
      entries = await entriesOf(gathering);
      const batch = entries.filter((each) => each.state === "waiting").slice(0, BATCH);
      if (!batch.length) break;
      for (const each of batch) await put("entries", each.id, { ...each, sent: true });
      const outcomes = await post(batch, id);
      if (!outcomes.length) break;
      for (const outcome of outcomes) await settled(outcome);
    }
    await put("lists", gathering, list);
    state = "ready";
  } catch (fault) {
    state = fault.message === "out" ? "out" : "cut";
    if (state === "out") { // who is not signed in any more reads no name here; what was done still waits
      list = null;
      await drop("lists", gathering);
    }
  } finally {
    busy = false;
  }
  await refresh();
}

// ---- opening and closing -----------------------------------------------------------------------------------------

async function prepare() {
  await navigator.serviceWorker.register(worker);
  const ready = await navigator.serviceWorker.ready;
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href || one.src);
  const modules = performance.getEntriesByType("resource").map((one) => one.name).filter((url) => new URL(url).pathname.startsWith("/static/"));
  const channel = new MessageChannel();
  await new Promise((yes) => {
    channel.port1.onmessage = yes;
    ready.active.postMessage({ keep: [...new Set([kept, ...parts, ...modules].map((url) => new URL(url, location).href))] }, [channel.port2]);
  });
  root.dataset.prepared = "";
}

async function closeDay() {
  await flush();
  show("close-refused", entries.length);
  if (entries.length) return;
  await close(gathering, new URL(kept, location).href.replace(/kept\/$/, ""));
  show("closed", true);
  show("desk-part", false);
}

async function start() {
  await tidy();
  list = (await get("lists", gathering)) ?? null;
  await refresh();
  show("scripted", true);
  show("plain", false);
  form.addEventListener("submit", walkIn);
  asked.form.addEventListener("submit", (event) => event.preventDefault());
  asked.addEventListener("input", draw);
  find("badge-act").addEventListener("click", () => {
    const row = people().find((one) => one.id === new URLSearchParams(location.search).get("r"));
    if (row) arrive(row, half(), "qr");
  });
  find("close").addEventListener("click", closeDay);
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  setInterval(() => document.hidden || flush(), ROUND);
  await flush();
  if (state === "ready") await prepare();
  root.dataset.started = "";
}

if (root && "indexedDB" in window && navigator.serviceWorker) start().catch(() => { // the page's own forms again
  show("scripted", false);
  show("plain", true);
});
