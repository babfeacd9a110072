// A link or button with data-dialog opens the <dialog>; without script the link leads to a page that does the same.
export function startDialogs() {
  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-dialog]');
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (!dialog || !dialog.showModal) return;
      event.preventDefault();
      dialog.showModal(); // focus goes in, Esc closes, focus returns: the browser's own work
    }
    const closer = event.target.closest('[data-close]');
    if (closer) closer.closest('dialog').close();
  });
}
