// What one desk keeps on this device: the list of one gathering, and the entries not sent yet.
const NAME = "wolouj-desk", WEEK = 7 * 86400000;

const done = (asked) => new Promise((yes, no) => {
  asked.onsuccess = () => yes(asked.result);
  asked.onerror = () => no(asked.error);
});

let opened;
const base = () => (opened ??= new Promise((yes, no) => {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => ["lists", "entries", "device"].forEach((name) => asked.result.createObjectStore(name));
  asked.onsuccess = () => yes(asked.result);
  asked.onerror = () => no(asked.error);
}));

const run = async (mode, name, act) => {
  const turn = (await base()).transaction(name, mode, { durability: "strict" });
  const result = await done(act(turn.objectStore(name)));
  if (mode === "readwrite") await new Promise((yes, no) => { turn.oncomplete = yes; turn.onerror = turn.onabort = no; });
  return result;
};

export const get = (name, key) => run("readonly", name, (store) => store.get(key));
export const put = (name, key, value) => run("readwrite", name, (store) => store.put(value, key));
export const drop = (name, key) => run("readwrite", name, (store) => store.delete(key));
export const all = (name) => run("readonly", name, (store) => store.getAll());

export async function device() {
  const known = await get("device", "id");
  if (known) return known;
  const id = crypto.randomUUID();
  await put("device", "id", id);
  return id;
}

export const entriesOf = async (gathering) =>
  (await all("entries")).filter((each) => each.gathering === gathering).sort((a, b) => a.order - b.order);

// A list is kept until the end of its last day, and an entry a week: what is older has nobody to send it.
export async function tidy() {
  const now = Date.now();
  for (const list of await all("lists")) if (Date.parse(list.until) < now) await drop("lists", list.gathering);
  for (const each of await all("entries")) if (each.order < now - WEEK) await drop("entries", each.id);
}

async function worker(scope, act) {
  for (const each of await navigator.serviceWorker.getRegistrations()) {
    if (scope && each.scope !== scope) continue;
    if (!/\/gatherings\/[^/]+\/desk\/$/.test(each.scope)) continue;
    await caches.delete(`wolouj-desk ${each.scope}`);
    if (act) await each.unregister();
  }
}

// The day is closed: this device keeps nothing of this gathering any more.
export async function close(gathering, scope) {
  await drop("lists", gathering);
  for (const each of await entriesOf(gathering)) await drop("entries", each.id);
  await worker(scope, true);
}

// Somebody signs out: nothing of any desk stays.
export async function closeAll() {
  await worker("", true);
  if (opened) (await opened).close();
  opened = undefined;
  await done(indexedDB.deleteDatabase(NAME));
}
