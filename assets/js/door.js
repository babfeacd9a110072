// The form of an agreed visit at the door: one draft a visit, gone from the device with the server's receipt.
import { copy, start } from './door-kit.js';
import * as vault from './door-vault.js';

function row(line, id, drafts) {
  const open = line.querySelector('[data-act="open"]');
  open.dataset.of = id;
  for (const draft of drafts) {
    open.dataset.key = draft.key;
    line.querySelector(`[data-state="${draft.state}"]`).hidden = false;
  }
}

function fill(part, visit) {
  part.querySelector('[data-held]').append(...visit.held.map((words) => {
    const item = document.createElement('li');
    item.textContent = words;
    return item;
  }));
  visit.told.forEach((line, number) => {
    const item = copy('[data-part="line"]');
    const box = item.querySelector('input'), label = item.querySelector('label');
    box.value = line.id;
    box.id = label.htmlFor = `told-${number}`;
    label.textContent = line.text;
    part.querySelector('[data-lines]').append(item);
  });
}

start({
  vault: 'hy-door',
  things: (pack) => pack.visits,
  key: (visit) => visit,
  row,
  fill,
  body: (visit) => ({ visit }),
  after: (visit) => vault.drop('visits', visit),
});
