// The network bar of a form that may be used at a door. Its words are on the page, for each state.
export function startNet() {
  const bar = document.querySelector('[data-net]');
  if (!bar) return;
  const set = (state) => { bar.className = `hy-net hy-net--${state}`; };
  addEventListener('online', () => set('online'));
  addEventListener('offline', () => set('offline'));
  if (!navigator.onLine) set('offline');
}
