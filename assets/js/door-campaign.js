// The forms of a campaign at doors: numbers of a day, and what somebody raised. Any number of drafts of an area; what was
// sent is gone from the device, where to go stays until the time is over (it is nobody's data).
import { copy, start } from './door-kit.js';
import * as vault from './door-vault.js';

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
};
const NAMES = ['visited', 'absent', 'declined', 'other_way'];

function row(line, id, drafts, area) {
  for (const open of line.querySelectorAll('[data-act="open"]')) open.dataset.of = id;
  line.querySelector('[data-asks]').append(...area.asks.map((words) => {
    const item = document.createElement('li');
    item.textContent = words;
    return item;
  }));
  line.querySelector('[data-drafts]').append(...drafts.map((draft) => {
    const item = copy('[data-part="draft"]');
    for (const name of item.querySelectorAll('b[data-of]')) name.hidden = name.dataset.of !== draft.what;
    item.querySelector(`[data-state="${draft.state}"]`).hidden = false;
    Object.assign(item.querySelector('[data-act="open"]').dataset, { of: id, what: draft.what, key: draft.key });
    return item;
  }));
}

// The numbers that stand for a day, and what was known of it when it was taken along.
function known(form, area) {
  const had = area.mine[form.elements.day.value] ?? '';
  form.elements.known.value = had;
  const numbers = had ? had.split(',') : NAMES.map(() => '0');
  NAMES.forEach((name, place) => { form.elements[name].value = numbers[place]; });
}

function fill(part, area, what) {
  if (what !== 'count') return;
  const form = part.querySelector('form'), day = form.elements.day;
  const come = area.days.filter(([iso]) => iso <= today());
  day.replaceChildren(...come.map(([iso, words]) => new Option(words, iso)));
  known(form, area);
  day.addEventListener('change', () => known(form, area));
}

start({
  vault: 'hy-door-campaign',
  things: (pack) => pack.areas,
  key: (area, draft) => draft,
  row,
  fill,
  body: (area, what) => ({ area, what }),
  // What arrived is what is known of the day from now on.
  after: async (id, what, data) => {
    if (what !== 'count') return;
    const { value, place } = await vault.unseal('visits', id);
    value.mine[data.day] = NAMES.map((name) => Number(data[name])).join(',');
    await vault.seal('visits', id, value, { place });
  },
});
