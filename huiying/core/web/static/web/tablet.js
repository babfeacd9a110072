// The private tablet: who walks away leaves nothing. The page works without this file, by the server's own time-out.
(() => {
  'use strict';
  // A page that comes back from the browser's memory is asked for anew: the server knows what was wiped.
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

  // What is copied on this device would be there for the next person to paste.
  document.querySelectorAll('[data-copy]').forEach((button) => button.remove());

  const dialog = document.getElementById('hy-tablet');
  const clear = document.getElementById('hy-tablet-clear');
  if (!dialog || !clear) return;
  const warnAfter = Number(dialog.dataset.warn) * 1000;
  const wipeAfter = warnAfter + Number(dialog.dataset.wipe) * 1000;
  const TELL_EVERY = 60 * 1000;
  let touched = Date.now();
  let told = Date.now();
  let over = false;

  const touch = () => { touched = Date.now(); };
  for (const kind of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove']) {
    addEventListener(kind, touch, { capture: true, passive: true });
  }

  // Not when the finger comes down: what lies below would get the other half of the tap.
  addEventListener('click', () => { if (dialog.open) dialog.close(); });

  function wipe() {
    over = true;
    // First from the screen: without network the page to come would not.
    for (const field of document.querySelectorAll('input:not([type="hidden"]), textarea')) {
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = false; else field.value = '';
    }
    document.getElementById('main').hidden = true;
    if (dialog.open) dialog.close();
    clear.requestSubmit();
  }

  setInterval(() => {
    if (over) return;
    const now = Date.now();
    const idle = now - touched;
    if (idle >= wipeAfter) { wipe(); return; }
    if (idle >= warnAfter && !dialog.open) dialog.showModal();
    if (idle < warnAfter && dialog.open) dialog.close();
    if (now - told >= TELL_EVERY && touched > told) {
      told = now;
      fetch(dialog.dataset.here, { credentials: 'same-origin', redirect: 'error' }).catch(() => {});
    }
  }, 1000);
})();
