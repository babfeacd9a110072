// What a device keeps of agreed visits: in IndexedDB, each record sealed with a key that the PIN unwraps.
//
// The key that seals never leaves the browser in clear. It is wrapped by one made of the PIN (PBKDF2) and of a key of
// this device that cannot be exported, so that what was copied from the disk alone is not opened by trying all PINs.
const STORES = ['meta', 'visits', 'drafts'];
// Each kind of form has a place of its own.
let place = '';
export const use = (name) => { place = name; };
const ROUNDS = 600000;
export const MOST_TRIES = 5;

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

let opened = null;
function base() {
  opened ??= (async () => {
    const request = indexedDB.open(place, 1);
    request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
    return asked(request);
  })();
  return opened;
}

async function within(store, mode, work) {
  const all = (await base()).transaction(store, mode);
  const found = asked(work(all.objectStore(store)));
  await new Promise((resolve, reject) => {
    all.oncomplete = resolve;
    all.onerror = all.onabort = () => reject(all.error);
  });
  return found;
}

export const get = (store, key) => within(store, 'readonly', (s) => s.get(key));
export const put = (store, key, value) => within(store, 'readwrite', (s) => s.put(value, key));
export const drop = (store, key) => within(store, 'readwrite', (s) => s.delete(key));
export const keys = (store) => within(store, 'readonly', (s) => s.getAllKeys());

// Everything goes, the keys first: what may be left on the disk opens nothing.
export async function wipe() {
  forget();
  await Promise.all(STORES.map((store) => within(store, 'readwrite', (s) => s.clear())));
  (await base()).close();
  opened = null;
  await asked(indexedDB.deleteDatabase(place)).catch(() => undefined);
}

// --- the PIN -----------------------------------------------------------------------------------------

let sealing = null;
export const forget = () => { sealing = null; };
export const isOpen = () => sealing !== null;

async function wrapping(pin, salt, device) {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const slow = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }, typed, 256);
  const mixed = await crypto.subtle.sign('HMAC', device, slow);
  return crypto.subtle.importKey('raw', mixed, 'AES-KW', false, ['wrapKey', 'unwrapKey']);
}

export async function create(pin, until) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const device = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const wrapped = await crypto.subtle.wrapKey('raw', fresh, await wrapping(pin, salt, device), 'AES-KW');
  await put('meta', 'vault', { salt, device, wrapped, until, tries: 0 });
  await unlock(pin);
}

// Gives how many tries are left, or null where it is open. A try counts before it is made: pulling the plug saves none.
export async function unlock(pin) {
  const vault = await get('meta', 'vault');
  await put('meta', 'vault', { ...vault, tries: vault.tries + 1 });
  try {
    const key = await wrapping(pin, vault.salt, vault.device);
    sealing = await crypto.subtle.unwrapKey('raw', vault.wrapped, key, 'AES-KW', 'AES-GCM', false, ['encrypt', 'decrypt']);
  } catch {
    return MOST_TRIES - vault.tries - 1;
  }
  await put('meta', 'vault', { ...vault, tries: 0 });
  return null;
}

// --- records -----------------------------------------------------------------------------------------

const about = (id) => new TextEncoder().encode(id);

export async function seal(store, id, value, open = {}) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: about(id) }, sealing, clear);
  await put(store, id, { ...open, iv, sealed });
}

export async function unseal(store, id) {
  const row = await get(store, id);
  if (!row) return null;
  const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv, additionalData: about(id) }, sealing, row.sealed);
  return { ...row, value: JSON.parse(new TextDecoder().decode(clear)) };
}
