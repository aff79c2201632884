// The worker of the one page that works without network. It keeps that page's shell (no name, no contact) and its
// files, knows who works at this device, and clears up when that person signs out. All other pages pass it by.
importScripts("/static/device/queue.js");

const PAGE = "/unterwegs";
const SHELL = "/unterwegs/huelle";
const SIGN_OUT = "/abmeldung";
const CACHE = "lotse-unterwegs";
const PATIENCE_MS = 5000;
const FILES = /(?:href|src)="(\/static\/[^"]+)"/g;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { person, shell, count } = event.data ?? {};
  if (person) event.waitUntil(welcome(person, shell));
  if (count) event.waitUntil(tellCount(event.ports[0]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname === SIGN_OUT) event.respondWith(signOut(request));
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});

// Lists of one district are nothing for another: its shell goes with whoever worked there.
async function welcome(person, shell) {
  const before = await lotseQueue.remember(person);
  const isElsewhere = before && before.split("/")[0] !== person.split("/")[0];
  if (isElsewhere) await caches.delete(CACHE);
  if (shell || isElsewhere) await keepShell();
}

async function keepShell() {
  const answer = await fetch(SHELL, { cache: "no-store" });
  if (!answer.ok || answer.redirected) return;
  const text = await answer.clone().text();
  const wanted = [...new Set([...text.matchAll(FILES)].map(([, path]) => path))];
  const cache = await caches.open(CACHE);
  await cache.addAll(wanted);
  await cache.put(SHELL, answer);
  for (const kept of await cache.keys()) {
    const { pathname } = new URL(kept.url);
    if (pathname !== SHELL && !wanted.includes(pathname)) await cache.delete(kept);
  }
}

// With network the page itself; without, or when it takes too long, its shell.
async function page(request) {
  const shell = await caches.match(SHELL);
  if (!shell) return fetch(request);
  const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, shell));
  const answer = fetch(request).then((found) => (found.status >= 502 ? shell : found), () => shell);
  return Promise.race([answer, tooLong]);
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// Only once the server has ended the session: without network nobody is signed out and nothing is lost.
async function signOut(request) {
  const answer = await fetch(request);
  const person = await lotseQueue.current();
  if (person) await lotseQueue.forget(person);
  await caches.delete(CACHE);
  return answer;
}

async function tellCount(port) {
  const person = await lotseQueue.current();
  port.postMessage(person ? await lotseQueue.count(person) : 0);
}
