// Forms at a door, with and without network: what is taken along, a PIN, drafts, sending. Words stand in the page; this
// only shows them. What is taken along is a thing (`visits`), a form that is begun is a draft of one (`of`).
//
// Whoever uses it says with `start` what is its own:
//   vault   the name under which the device keeps it
//   things  what was taken along, of the server's answer
//   key     under which a draft of a thing is kept
//   row     fills the line of a thing in the list
//   fill    fills a form of a thing
//   body    names the thing to the server
//   after   what happens to the thing once a draft of it arrived
import * as sending from './door-sending.js';
import * as vault from './door-vault.js';

export const root = document.querySelector('[data-door]');
const IDLE = 10 * 60 * 1000, LOOK = 60 * 1000;
let current = null, handed = null, kind = null;

// --- what is shown -----------------------------------------------------------------------------------

export const copy = (selector) => document.querySelector(selector).content.cloneNode(true);
const stage = (...nodes) => root.querySelector('[data-stage]').replaceChildren(...nodes);
function say(name, fill) {
  hush();
  also(name, fill);
}
// Beside what was said before: of several forms that were sent, each has its answer.
function also(name, fill) {
  const words = copy(`[data-say="${name}"]`);
  if (fill) fill(words);
  root.querySelector('[data-says]').append(words);
}
const hush = () => root.querySelector('[data-says]').replaceChildren();
const bar = (state) => { root.querySelector('[data-bar]').className = `hy-net hy-net--${state}`; };
export function fillSlots(node, visit) {
  for (const slot of node.querySelectorAll('[data-slot]')) slot.textContent = visit[slot.dataset.slot] ?? '';
  for (const row of node.querySelectorAll('[data-row]')) row.hidden = !(visit[row.dataset.row] ?? '').length;
}

async function count() {
  const rows = await Promise.all((await vault.keys('drafts')).map((id) => vault.get('drafts', id)));
  const waiting = rows.filter((row) => row.state === 'done').length;
  root.querySelector('[data-count]').textContent = waiting;
  root.querySelector('[data-waiting]').hidden = waiting === 0;
  const send = root.querySelector('[data-act="send"]');
  if (send) send.hidden = waiting === 0;
  return waiting;
}

// --- stages ------------------------------------------------------------------------------------------

async function begin() {
  const kept = await vault.get('meta', 'vault');
  if (!kept) return stage(copy('[data-part="take"]'));
  await count();
  stage(copy('[data-part="lock"]'));
  root.querySelector('[name="pin"]').focus();
}

// As they lie on the day: the earliest first.
async function inOrder() {
  const ids = await vault.keys('visits');
  const rows = await Promise.all(ids.map(async (id) => [(await vault.get('visits', id)).place, id]));
  return rows.sort(([one], [other]) => one - other).map(([, id]) => id);
}

const draftsOf = async (id) => (await Promise.all((await vault.keys('drafts')).map(async (key) => (
  { key, ...(await vault.get('drafts', key)) }
)))).filter((draft) => draft.of === id);

async function list() {
  current = null;
  const part = copy('[data-part="list"]');
  const rows = part.querySelector('[data-rows]');
  for (const id of await inOrder()) {
    const thing = (await vault.unseal('visits', id)).value;
    const row = copy('[data-part="row"]');
    fillSlots(row, thing);
    kind.row(row, id, await draftsOf(id), thing);
    rows.append(row);
  }
  stage(part);
  return count();
}

async function openForm({ of, what = 'form', key }) {
  const thing = (await vault.unseal('visits', of)).value;
  const kept = key ? await vault.unseal('drafts', key) : null;
  const draft = kept?.value.draft ?? crypto.randomUUID();
  current = { key: key ?? kind.key(of, draft), of, what, draft };
  const part = copy(`[data-part="${what}"]`);
  fillSlots(part, thing);
  kind.fill(part, thing, what);
  stage(part);
  if (kept) restore(root.querySelector('form'), kept.value);
  hush();
  scrollTo(0, 0);
  if (kept?.state === 'differs') say('differs', (words) => { words.querySelector('[data-words]').textContent = kept.value.there; });
  if (kept?.value.other) say('other', (words) => { words.querySelector('[data-words]').textContent = kept.value.other; });
}

// --- handed over to read -----------------------------------------------------------------------------

// What was written of the person's words, as the form labels it; fields that are empty or chosen as nothing are left out.
function ofTheirWords(form) {
  const found = [];
  for (const field of form.querySelectorAll('textarea[name], input[name="promise_day"], input[name="next_at"]')) {
    if (field.name !== 'reasons' && field.value.trim()) found.push([form.querySelector(`label[for="${field.id}"]`), field.value]);
  }
  for (const field of form.querySelectorAll('select[name="next_way"]')) {
    if (field.value) found.push([form.querySelector(`label[for="${field.id}"]`), field.selectedOptions[0].textContent]);
  }
  for (const field of form.querySelectorAll('input[type="radio"]:checked')) {
    const name = field.name.replace('view_', 'words_');
    if (field.value === 'nothing') found.push([form.querySelector(`label[for="id_${name}"]`), field.nextElementSibling.textContent]);
  }
  return found;
}

// The officer is signed out and everything else is off the screen: what opens it again is the PIN, and a sign-in.
async function hand() {
  const form = root.querySelector('form[data-act="done"]');
  await keep(form, 'open');
  handed = { ...current, data: typed(form) };
  const part = copy('[data-part="read"]');
  const told = part.querySelector('[data-read]');
  for (const [label, text] of ofTheirWords(form)) {
    const head = document.createElement('dt'), words = document.createElement('dd');
    head.textContent = label.firstChild.textContent.trim();
    words.textContent = text;
    told.append(head, words);
  }
  part.querySelector('[data-nothing]').hidden = told.children.length > 0;
  hush();
  root.classList.add('hy-handed');
  stage(part);
  scrollTo(0, 0);
  root.querySelector('#read-t').focus();
  handed.left = await sending.leave(root.dataset.leave);
}

async function readBack(form, event) {
  const other = form.elements.other.value.trim();
  const agreed = event.submitter?.value === 'yes';
  if (!agreed && !other) {
    form.querySelector('[data-what]').hidden = false;
    return form.elements.other.focus();
  }
  const { key, of, what, data } = handed;
  delete data.read_back;
  delete data.other;
  if (agreed) data.read_back = 'on';
  if (other) data.other = other;
  await vault.seal('drafts', key, data, { state: 'open', of, what });
  await lock();
  say('given-back');
}

async function lock() {
  vault.forget();
  handed = current = null;
  root.classList.remove('hy-handed');
  await begin();
}

// --- what was typed ----------------------------------------------------------------------------------

function typed(form) {
  const data = { told: [] };
  for (const [name, value] of new FormData(form)) {
    if (name === 'told') data.told.push(value);
    else data[name] = value;
  }
  return { ...data, draft: current.draft };
}

function restore(form, data) {
  for (const field of form.elements) {
    if (!field.name) continue;
    const value = data[field.name];
    if (field.name === 'told') field.checked = data.told.includes(field.value);
    else if (field.type === 'radio') field.checked = field.value === value;
    else if (field.type === 'checkbox') field.checked = value !== undefined;
    else field.value = value ?? '';
  }
}

// Changes follow one another; the last is written last.
let writing = Promise.resolve();
function keep(form, state) {
  const { key, of, what } = current, data = typed(form);
  if (state === 'done') data.filled_at = new Date().toISOString();
  writing = writing.then(() => vault.seal('drafts', key, data, { state, of, what }));
  return writing;
}

// --- acts --------------------------------------------------------------------------------------------

async function take(form) {
  const pin = form.elements.pin.value;
  if (!/^\d{6,}$/.test(pin) || pin !== form.elements.again.value) return say('short');
  const token = await sending.hello();
  if (token === null) return say('no-network');
  const pack = token === false ? null : await sending.take(token);
  if (pack === null) return say('sign-in');
  const things = kind.things(pack);
  if (!things.length) return say('nothing');
  await vault.create(pin, pack.until);
  for (const [place, thing] of things.entries()) await vault.seal('visits', thing.id, thing, { place });
  hush();
  await list();
}

async function unlock(form) {
  const left = await vault.unlock(form.elements.pin.value);
  form.elements.pin.value = '';
  if (left === null) {
    hush();
    await list();
    return sendAll();
  }
  if (left > 0) return say('wrong', (words) => { words.querySelector('[data-left]').textContent = left; });
  await vault.wipe();
  say('erased');
  await begin();
}

async function done(form) {
  await keep(form, 'done');
  await list();
  say('kept');
  await sendAll();
}

// One try at a time. What asks for another meanwhile (the network came back in the middle of one) gets it afterwards.
let busy = false, again = false;
async function sendAll() {
  again = busy;
  if (busy || handed || !vault.isOpen()) return;
  busy = true;
  let reached = false;
  try {
    reached = (await count()) > 0 && (await attempt());
  } finally {
    busy = false;
  }
  if (reached) await afterSending();
  if (again) await sendAll();
}

// Whether the server was reached.
async function attempt() {
  const token = await sending.hello();
  if (token === null) bar('offline');
  if (token === false) say('sign-in');
  if (!token) return false;
  bar('uploading');
  hush();
  const became = new Set();
  for (const key of await vault.keys('drafts')) {
    const row = await vault.unseal('drafts', key);
    if (row?.state === 'done') became.add(await sendOne(token, key, row));
  }
  bar(['conflict', 'offline'].find((state) => became.has(state)) ?? 'online');
  return true;
}

async function sendOne(token, key, { value: data, of, what }) {
  const answer = await sending.send(token, { ...kind.body(of, what), form: data });
  if (answer === null) return 'offline';
  const words = answer.body.words ?? '';
  if (answer.status === 200) {
    await vault.drop('drafts', key);
    await kind.after(of, what, data);
    also('server', (part) => { part.querySelector('[data-words]').textContent = words; });
    return answer.body.state;
  }
  // It is there otherwise: the officer says which one stands.
  if (answer.body.differs) {
    await vault.seal('drafts', key, { ...data, there: words }, { state: 'differs', of, what });
    also('missing', (part) => { part.querySelector('[data-words]').textContent = words; });
    return 'conflict';
  }
  // What has to be changed is a form of its own from now on: the old one may be known there.
  await vault.seal('drafts', key, { ...data, draft: crypto.randomUUID() }, { state: 'open', of, what });
  also('missing', (part) => {
    part.querySelector('[data-words]').textContent = words;
    part.querySelector('[data-wrong]').append(...(answer.body.wrong ?? []).map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }));
  });
  return 'open';
}

// Two versions: what is there stands and this one goes, or this one takes its place.
async function choose(over) {
  const { key, of, what } = current;
  await writing;
  const { value } = await vault.unseal('drafts', key);
  if (over) await vault.seal('drafts', key, { ...value, over: 'on' }, { state: 'done', of, what });
  else await vault.drop('drafts', key);
  hush();
  await list();
  await sendAll();
}

async function afterSending() {
  if (current) return count();
  if ((await vault.keys('visits')).length) return list();
  await vault.wipe();
  also('clean');
  return begin();
}

async function erase() {
  await vault.wipe();
  hush();
  await begin();
}

// --- time --------------------------------------------------------------------------------------------

async function looked() {
  const kept = await vault.get('meta', 'vault');
  if (!kept || Date.now() < Date.parse(kept.until)) return false;
  await vault.wipe();
  say('expired');
  await begin();
  return true;
}

let idle;
function touched() {
  clearTimeout(idle);
  idle = setTimeout(lock, IDLE);
}

// --- start -------------------------------------------------------------------------------------------

const FORMS = { take, unlock, done, read: readBack };
const BUTTONS = { send: sendAll, erase, back: list, hand, there: () => choose(false), mine: () => choose(true) };

function listen() {
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    FORMS[event.target.dataset.act]?.(event.target, event);
  });
  root.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-act]');
    if (!button) return;
    if (button.dataset.act === 'open') openForm(button.dataset);
    else BUTTONS[button.dataset.act]?.();
  });
  root.addEventListener('input', (event) => {
    touched();
    const form = event.target.closest('form[data-act="done"]');
    if (form && current) keep(form, 'open');
  });
  addEventListener('online', async () => {
    bar('online');
    if (handed && !handed.left) handed.left = await sending.leave(root.dataset.leave);
    sendAll();
  });
  addEventListener('offline', () => bar('offline'));
  // Phones do not always say that the network is back.
  setInterval(async () => (await looked()) || sendAll(), LOOK);
}

export async function start(own) {
  kind = own;
  vault.use(kind.vault);
  listen();
  if (!navigator.onLine) bar('offline');
  navigator.serviceWorker?.register(new URL('worker.js', location.href.replace(/[^/]*$/, '')));
  if (!(await looked())) await begin();
  touched();
}
