// What is typed stays on this phone until the server has taken it: the network may fall, the page may close.
// <form data-keep="name of the form">. Kept under the person's own key; never a secret, a code or a file.
// Kept no longer than a week; forgotten when the server accepts, on request, and when she signs out.
const DAY = 86400000, PREFIX = "wolouj.keep.";
const user = document.body.dataset.user || "";
const mine = `${PREFIX}${user}.`;
const refused = "refused" in document.body.dataset || document.querySelector("[data-errors]");
const SECRET = /pass|pin|secret|token|csrf|cin|identity|rib|code/i;

function load(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}
function save(key, entry) {
  try { localStorage.setItem(key, JSON.stringify(entry)); } catch { /* full or forbidden: the page works without */ }
}
function drop(key) {
  try { localStorage.removeItem(key); } catch { /* forbidden */ }
}
function keys() {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
}

export function keepable(input) {
  return input.name && !("secret" in input.dataset) && !SECRET.test(input.name) && !/^(one-time-code|.*-password)$/.test(input.autocomplete)
    && !["password", "file", "hidden", "submit", "button"].includes(input.type);
}

const boxes = (form) => [...form.elements].filter(keepable);
const state = (input) => (["checkbox", "radio"].includes(input.type) ? (input.checked ? input.value : null) : input.value);

// Radios and check boxes share a name: each is known by name and value.
const label = (input) => (["checkbox", "radio"].includes(input.type) ? `${input.name}=${input.value}` : input.name);

function snapshot(form) {
  return Object.fromEntries(boxes(form).map((input) => [label(input), state(input)]));
}

function restore(form, values) {
  let changed = false;
  boxes(form).forEach((input) => {
    const kept = values[label(input)];
    if (kept === undefined || kept === state(input)) return;
    changed = true;
    if (["checkbox", "radio"].includes(input.type)) input.checked = kept !== null;
    else input.value = kept;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return changed;
}

function watch(form) {
  const key = mine + form.dataset.keep;
  const version = form.dataset.keepVersion || "";
  const note = form.querySelector("[data-keep-note]");
  const before = snapshot(form);
  const kept = load(key);
  if (kept && (kept.version !== version || (kept.sent && document.querySelector("[data-accepted]")))) drop(key);
  else if (kept && restore(form, kept.values) && note) note.hidden = false;
  const write = (sent) => save(key, { at: Date.now(), version, sent, values: snapshot(form) });
  form.addEventListener("input", (event) => event.isTrusted && write(false));
  form.addEventListener("change", (event) => event.isTrusted && write(false));
  form.addEventListener("click", (event) => event.target.closest("[data-turn]") && write(false));
  form.addEventListener("submit", () => write(true));
  note?.querySelector("[data-keep-drop]")?.addEventListener("click", () => {
    drop(key);
    restore(form, before);
    note.hidden = true;
  });
}

const here = [...document.querySelectorAll("form[data-keep]")];
const names = here.map((form) => mine + form.dataset.keep);
keys().forEach((key) => {
  const entry = load(key);
  // A page came after the sending, and it neither refused nor shows the form again: the server has it.
  const taken = key.startsWith(mine) && entry?.sent && !refused && !names.includes(key);
  if (!entry || taken || Date.now() - entry.at > 7 * DAY) drop(key);
});
here.forEach(watch);
document.querySelectorAll("form[data-keep-forget]").forEach((form) => {
  form.addEventListener("submit", () => keys().filter((key) => key.startsWith(PREFIX + user.split("+")[0])).forEach(drop));
});
