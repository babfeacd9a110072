// Five minutes before the session ends the page says so and offers to stay. What was typed stays in the form.
const WARN_BEFORE = 5 * 60;

export function startTimeout() {
  const dialog = document.getElementById('hy-timeout');
  if (!dialog || !dialog.showModal) return;
  const seconds = Number(dialog.dataset.seconds);
  let ends;
  let timer;
  const arm = () => {
    clearTimeout(timer);
    ends = Date.now() + seconds * 1000;
    timer = setTimeout(warn, Math.min(Math.max(seconds - WARN_BEFORE, 1) * 1000, 2 ** 31 - 1));
  };
  const warn = () => {
    if (Date.now() > ends) return location.reload();
    if (!dialog.open) dialog.showModal();
    timer = setTimeout(() => location.reload(), Math.max(ends - Date.now(), 1000));
  };
  dialog.querySelector('[data-stay]').addEventListener('click', async () => {
    dialog.close();
    try {
      const answer = await fetch(dialog.dataset.stay, { credentials: 'same-origin', redirect: 'error' });
      if (answer.ok) arm();
    } catch { /* the warning comes back on the next page */ }
  });
  document.body.addEventListener('htmx:afterRequest', arm);
  arm();
}
