// Shortens the desk's way; every page works without it. A: what is owed next. Ctrl+Enter: send. Alt+1…9: a ready answer.
// A link with data-key has a key of its own.
(() => {
  'use strict';
  const typing = (target) =>
    target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target.tagName === 'INPUT' && !/^(checkbox|radio|button|submit)$/.test(target.type));
  const keysOff = () => { try { return localStorage.getItem('hy-keys') === 'off'; } catch { return false; } };

  document.addEventListener('keydown', (event) => {
    const form = event.target.closest && event.target.closest('[data-ctrl-enter]');
    if (form && (event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      const send = form.querySelector('[data-send]');
      if (send) form.requestSubmit(send);
      return;
    }
    if (event.altKey && !event.ctrlKey && /^Digit[1-9]$/.test(event.code)) {
      const button = document.querySelector(`[data-ready="${event.code.slice(5)}"]`);
      if (button) { event.preventDefault(); fill(button); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || keysOff()) return;
    const key = event.key.toLowerCase();
    const wanted = key === 'a' ? document.getElementById('next-act')
      : /^[a-z]$/.test(key) && document.querySelector(`a[data-key="${key}"]`);
    if (wanted) { event.preventDefault(); wanted.click(); }
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest && event.target.closest('[data-ready]');
    if (button) { event.preventDefault(); fill(button); }
  });

  // The first gap is selected, so that typing fills it.
  function fill(button) {
    const form = button.form;
    const texts = [];
    for (const { name: attribute, value } of button.attributes) {
      if (!attribute.startsWith('data-fill-')) continue;
      const name = attribute.slice('data-fill-'.length);
      const field = form.elements[name];
      if (!field) continue;
      if (field instanceof RadioNodeList || field.type === 'radio') {
        form.querySelectorAll(`[name="${name}"]`).forEach((radio) => { radio.checked = radio.value === value; });
        continue;
      }
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      texts.push(field);
    }
    for (const field of texts) {
      const gap = /【[^】]*】|\[\[[^\]]*\]\]/.exec(field.value);
      if (gap) { field.focus(); field.setSelectionRange(gap.index, gap.index + gap[0].length); return; }
    }
    if (texts.length) texts[0].focus();
  }

  // What htmx brings is where the work goes on.
  document.body.addEventListener('htmx:afterSwap', (event) => {
    const act = event.target.querySelector('[data-act]');
    if (!act) return;
    const first = act.querySelector('[autofocus], input:not([type="hidden"]), textarea, select, button');
    if (first) first.focus();
    act.scrollIntoView({ block: 'nearest' });
  });
})();
