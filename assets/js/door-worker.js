// Keeps the page of the form at a door, and its looks, for when there is no network. It keeps nothing that was taken
// along or written: that is sealed in IndexedDB, and requests for it pass by here untouched.
// Several such pages are kept on one device, each on a shelf of its own.
const SHELL = self.registration.scope;
const KEPT = `hy-door-2 ${SHELL}`;
const OLDER = (name) => name === 'hy-door-1' || (name.endsWith(` ${SHELL}`) && name !== KEPT);
const isShell = (request) => request.mode === 'navigate' && request.url.split('#')[0] === SHELL;

async function keepShell(answer) {
  const shelf = await caches.open(KEPT);
  const text = await answer.clone().text();
  const looks = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  await shelf.addAll([...new Set(looks)]);
  await shelf.put(SHELL, answer.clone());
  return answer;
}

const good = (answer) => answer.ok && !answer.redirected && answer.type === 'basic';

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const answer = await fetch(SHELL, { cache: 'no-store' });
    if (good(answer)) await keepShell(answer);
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (OLDER(name)) await caches.delete(name);
    await self.clients.claim();
  })());
});

async function shell(request) {
  try {
    const answer = await fetch(request);
    if (good(answer)) await keepShell(answer.clone());
    return answer;
  } catch (cut) {
    const kept = await (await caches.open(KEPT)).match(SHELL);
    if (kept) return kept;
    throw cut;
  }
}

async function look(request) {
  const kept = await (await caches.open(KEPT)).match(request);
  return kept ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (isShell(request)) event.respondWith(shell(request));
  else if (new URL(request.url).pathname.startsWith('/static/')) event.respondWith(look(request));
});
