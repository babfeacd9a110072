// A half-filled form asks before it is left. Only forms that say so (data-guard), only once something was typed.
export function startLeaveGuard() {
  let typed = false;
  document.addEventListener('input', (event) => { if (event.target.closest('form[data-guard]')) typed = true; });
  document.addEventListener('submit', () => { typed = false; });
  // Quick exit must never be held up by a question.
  document.addEventListener('click', (event) => { if (event.target.closest('.govuk-exit-this-page')) typed = false; }, true);
  document.addEventListener('keydown', (event) => { if (event.key === 'Shift') shifts(); }, true);
  let pressed = 0;
  const shifts = () => {
    pressed += 1;
    setTimeout(() => { pressed = 0; }, 5000);
    if (pressed >= 3 && document.querySelector('.govuk-exit-this-page')) typed = false;
  };
  addEventListener('beforeunload', (event) => { if (typed) event.preventDefault(); });
}
