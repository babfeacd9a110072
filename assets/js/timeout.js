// Five minutes before the session ends the page says so and offers to stay. What was typed stays in the form.
const WARN_BEFORE = 5 * 60;

export function startTimeout() {
  const dialog = document.getElementById('hy-timeout');
  if (!dialog || !dialog.showModal) return;
  const seconds = Number(dialog.dataset.seconds);
  const stay = dialog.querySelector('[data-stay]');
  const cut = dialog.querySelector('[data-cut]');
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
  stay.addEventListener('click', async () => {
    cut.hidden = true;
    try {
      const answer = await fetch(stay.dataset.stay, { credentials: 'same-origin', redirect: 'error' });
      if (!answer.ok) return location.reload(); // the session is over already: sign in again
      dialog.close();
      arm();
    } catch {
      cut.hidden = false; // no network: the question stays open, and so does the page
    }
    return undefined;
  });
  document.body.addEventListener('htmx:afterRequest', arm);
  arm();
}
