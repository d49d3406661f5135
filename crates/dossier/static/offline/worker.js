// Keeps the offline counter's own files on the machine and answers with them; everything else goes to the network. VERSION and FILES
// are written by the server: another version is another worker, which fetches all files anew before it takes over.
"use strict";

const CACHE = `motcua-ngoai-tuyen-${VERSION}`;

async function fill() {
  const cache = await caches.open(CACHE);
  const files = new Set(FILES);
  // Without cookies: the page that is kept shows nothing of whoever prepared the machine.
  const page = await fetch(FILES[0], { credentials: "omit", cache: "reload" });
  const text = await page.clone().text();
  await cache.put(FILES[0], page);
  for (const [, path] of text.matchAll(/(?:href|src)="(\/tinh\/[^"]+)"/g)) files.add(path);
  for (const path of [...files].slice(1)) {
    const answer = await fetch(path, { credentials: "omit", cache: "reload" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    if (path.endsWith(".css")) {
      const style = await answer.clone().text();
      for (const [, name] of style.matchAll(/url\(["']?([^"')]+\.woff2)["']?\)/g)) {
        const font = new URL(name, new URL(path, location.origin)).pathname;
        await cache.put(font, await fetch(font, { credentials: "omit" }));
      }
    }
    await cache.put(path, answer);
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name.startsWith("motcua-ngoai-tuyen-") && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !(FILES.includes(pathname) || pathname.startsWith("/tinh/"))) return;
  const kept = caches.open(CACHE).then((cache) => cache.match(pathname));
  event.respondWith(kept.then((answer) => answer ?? fetch(request)));
});
