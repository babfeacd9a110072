// Print, copy a code, follow a choice: small acts on the page, found by their data attributes.
const on = (selector, event, act) =>
  document.addEventListener(event, (e) => {
    const found = e.target instanceof Element && e.target.closest(selector);
    if (found) act(found, e);
  });

const say = (button, words) => {
  const status = document.getElementById(button.dataset.status);
  if (status) status.textContent = words;
};

async function copy(button) {
  const code = document.getElementById(button.dataset.copy).textContent.trim().replace(/\s+/g, ' ');
  try {
    await navigator.clipboard.writeText(code);
    say(button, button.dataset.done);
  } catch {
    say(button, button.dataset.failed); // no clipboard without https: the code is still there to select
  }
}

export function startPageActs() {
  on('[data-print]', 'click', () => print());
  on('[data-copy]', 'click', (button) => void copy(button));
  on('[data-submit-on-change]', 'change', (field) => field.form && field.form.requestSubmit());
  on('[data-twist]', 'click', (button) => {
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
    document.querySelectorAll(`[data-in="${button.dataset.twist}"]`).forEach((row) => { row.hidden = !open; });
  });
  // Opened on a phone, a long block of filters would push the list out of sight.
  if (matchMedia('(max-width: 1023px)').matches) {
    document.querySelectorAll('details[data-fold-small]').forEach((block) => { block.open = false; });
  }
}
