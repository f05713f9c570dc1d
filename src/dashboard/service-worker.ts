// Keeps the built page for life without a network: every file of a version is fetched before the version counts, and is
// answered from that copy alone. A new version waits until no page runs the old one, or until a page asks for it.
//
// Written here although Workbox exists: what is used of it is this page, and it weighs 5 kB more.

/** A file of the build; `revision` is null where the file's name says what is in it. */
interface KeptFile {
  readonly url: string;
  readonly revision: string | null;
}

/** What this program uses of a service worker's scope, which the compiler's page types do not hold. */
interface WorkerScope extends EventTarget {
  /** Put in by the build. */
  readonly __WB_MANIFEST: readonly KeptFile[];
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
}

interface LifeEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface RequestEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const worker = self as unknown as WorkerScope;
const { scope } = worker.registration;
/** The page goes by its address without a name: some servers redirect the other, and a redirected answer is refused. */
const files = (self as unknown as WorkerScope).__WB_MANIFEST.map((file) =>
  file.url === 'index.html' ? { ...file, url: './' } : file,
);
/** One origin may serve several copies of the program: each has its own caches. */
const prefix = `proofworks ${scope} `;
const cacheName = prefix + fingerprint(JSON.stringify(files));

/** 32-bit FNV-1a: tells versions apart, no more. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(files.map((file) => keep(file, cache)));
}

async function keep({ url, revision }: KeptFile, cache: Cache): Promise<void> {
  // The version before has it already where the name is the same and says what is in it.
  const known = revision === null ? await caches.match(url, { ignoreVary: true }) : undefined;
  if (known === undefined) await cache.add(new Request(url, { cache: 'no-cache' }));
  else await cache.put(url, known);
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The page, whatever follows in its address; any other file as it is asked for. */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const isPage = [new URL(scope).pathname, new URL('index.html', scope).pathname].includes(pathname);
  const cache = await caches.open(cacheName);
  // A file is the same for whoever asks: what a server lets it vary by was its own affair.
  const kept = await cache.match(request.mode === 'navigate' && isPage ? './' : request, {
    ignoreVary: true,
  });
  return kept ?? fetch(request);
}

worker.addEventListener('install', (event) => (event as LifeEvent).waitUntil(keepAll()));
worker.addEventListener('activate', (event) => (event as LifeEvent).waitUntil(forgetOthers()));
worker.addEventListener('message', (event) => {
  if ((event as MessageEvent<{ type?: unknown } | null>).data?.type === 'SKIP_WAITING')
    void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request, respondWith } = event as RequestEvent;
  if (request.method === 'GET' && request.url.startsWith(scope)) respondWith.call(event, answer(request));
});
