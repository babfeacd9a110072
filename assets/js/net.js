// The network bar of a form that may be used at a door. Its words are on the page, for each state.
export function startNet() {
  const bar = document.querySelector('[data-net]');
  if (bar) {
    const set = (state) => { bar.className = `hy-net hy-net--${state}`; };
    addEventListener('online', () => set('online'));
    addEventListener('offline', () => set('offline'));
    if (!navigator.onLine) set('offline');
  }
  startOffline();
}

// A form is not sent into nothing: while there is no network it stays as it is, and the page says so.
function startOffline() {
  const place = document.querySelector('[data-offline]');
  if (!place) return;
  const [cut, back] = place.children;
  let wasCut = false;
  const show = () => {
    const now = !navigator.onLine;
    wasCut = wasCut || now;
    cut.hidden = !now;
    back.hidden = now || !wasCut;
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  // Before every other listener: what counts a form as sent must not see this one.
  addEventListener('submit', (event) => {
    if (navigator.onLine || event.target.method !== 'post') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show();
    cut.scrollIntoView({ block: 'nearest' });
  }, true);
  show();
}
