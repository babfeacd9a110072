// The desk by keyboard: J K move, X chooses, Enter opens, / searches, ? shows the keys. Quiet while typing; can be
// switched off (WCAG 2.1.4), and the choice is kept on this machine.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a private window keeps nothing */ } };
const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };

const typing = (target) =>
  target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
  (target.tagName === 'INPUT' && !/^(checkbox|radio|button|submit)$/.test(target.type));

export function startDesk() {
  keys();
  bulk();
  density();
}

function keys() {
  const table = $('[data-desk]');
  const help = document.getElementById('hy-keys-help');
  const search = $('[data-search]');
  const offSwitch = $('[data-keys]');
  if (!table && !search && !help) return;
  if (offSwitch) {
    offSwitch.checked = recall('hy-keys') !== 'off';
    offSwitch.addEventListener('change', () => remember('hy-keys', offSwitch.checked ? 'on' : 'off'));
  }
  const rows = () => $$('[data-row]', table).filter((row) => !row.hidden);
  const current = () => rows().findIndex((row) => row.classList.contains('is-cur'));
  const go = (step) => {
    const list = rows();
    if (!list.length) return;
    const next = Math.max(0, Math.min(list.length - 1, current() + step));
    list.forEach((row) => row.classList.remove('is-cur'));
    list[next].classList.add('is-cur');
    $('[data-open]', list[next]).focus();
    list[next].scrollIntoView({ block: 'nearest' });
  };
  const choose = () => {
    const row = rows()[current()];
    const pick = row && $('[data-pick]', row);
    if (pick) pick.click();
  };
  const acts = {
    j: () => table && go(1),
    k: () => table && go(-1),
    x: () => table && choose(),
    '/': () => search && search.focus(),
    '?': () => help && help.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $('dialog[open]')) return;
    if (recall('hy-keys') === 'off') return;
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
  if (table) {
    table.addEventListener('focusin', (event) => {
      const row = event.target.closest('[data-row]');
      if (row) rows().forEach((other) => other.classList.toggle('is-cur', other === row));
    });
    // Coming back from a matter lands on the row it was opened from.
    const from = recall('hy-row');
    const back = from && document.getElementById(from);
    if (back && table.contains(back)) back.classList.add('is-cur');
    table.addEventListener('click', (event) => {
      if (event.target.closest('[data-open]')) remember('hy-row', event.target.closest('[data-row]').id);
    });
  }
}

function bulk() {
  const table = $('[data-desk]');
  const out = $('[data-count]');
  if (!table || !out) return;
  const count = () => {
    const picks = $$('[data-pick]', table);
    picks.forEach((pick) => pick.closest('[data-row]').classList.toggle('is-sel', pick.checked));
    out.textContent = out.dataset.template.replace('#', picks.filter((pick) => pick.checked).length);
  };
  table.addEventListener('change', count);
  const all = $('[data-pick-all]');
  if (all) all.addEventListener('change', () => { $$('[data-pick]', table).forEach((pick) => { pick.checked = all.checked; }); count(); });
  count();
}

function density() {
  const button = $('[data-density]');
  const table = $('[data-desk]');
  if (!button || !table) return;
  const set = (dense) => {
    table.classList.toggle('hy-tbl--dense', dense);
    button.setAttribute('aria-pressed', String(dense));
    remember('hy-dense', dense ? 'on' : 'off');
  };
  set(recall('hy-dense') === 'on');
  button.addEventListener('click', () => set(button.getAttribute('aria-pressed') !== 'true'));
}
