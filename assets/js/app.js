// Every page works without this file; it only shortens the way.
import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, ExitThisPage, Radios, SkipLink } from 'govuk-frontend';
import { startDesk } from './desk.js';
import { startDialogs } from './dialogs.js';
import { startLeaveGuard } from './leaving.js';
import { startNet } from './net.js';
import { startPageActs } from './acts.js';
import { startProofs } from './proof.js';
import { startTimeout } from './timeout.js';

document.documentElement.classList.add('js');
document.body.classList.add('js-enabled', 'govuk-frontend-supported');

// What a fragment brings needs the same start; htmx says when one has arrived.
const startGovuk = (scope) => {
  const report = { scope, onError: (error) => console.warn(error.message) };
  for (const part of [Button, CharacterCount, Checkboxes, ErrorSummary, Radios]) createAll(part, undefined, report);
};
startGovuk(document.body);
createAll(ExitThisPage);
createAll(SkipLink);

startDialogs();
startPageActs();
startDesk();
startLeaveGuard();
startNet();
startProofs(document);
startTimeout();

document.body.addEventListener('htmx:load', (event) => {
  if (event.target === document.body) return;
  startGovuk(event.target);
  startProofs(event.target);
});
