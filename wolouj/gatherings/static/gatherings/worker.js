// What answers for the network at one desk, and at no other page. It keeps the desk without names, its styles and its
// scripts; names and entries lie in the database of desk.js. Forgotten when the desk is closed on this device.
const KEPT = `wolouj-desk ${self.registration.scope}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(urls) {
  const box = await caches.open(KEPT);
  await Promise.all(urls.map(async (url) => {
    const got = await fetch(url, { cache: "no-cache" });
    // Signed out: the page of the sign-in must never be kept as the desk.
    if (got.ok && !got.redirected) await box.put(url, got);
  }));
}

self.addEventListener("message", (event) => {
  const { keep: urls, forget } = event.data || {};
  const work = forget ? caches.delete(KEPT) : keep(urls || []);
  event.waitUntil(work.catch(() => {}).then(() => event.ports[0]?.postMessage("done")));
});

// The network first, and what is kept when it is down or too slow; without a kept copy one waits for the network.
async function answer(request, kept, patience) {
  const network = fetch(request);
  const copy = await caches.match(kept, { ignoreSearch: true });
  if (!copy) return network;
  const late = new Promise((yes) => setTimeout(yes, patience, copy));
  return Promise.race([network.catch(() => copy), late]);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(answer(request, new URL("kept/", self.registration.scope).href, 6000));
  else if (["style", "script", "font", "image"].includes(request.destination)) event.respondWith(answer(request, request.url, 3000));
});
