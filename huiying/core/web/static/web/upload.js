// Shows how much of the files was sent. Without it the browser sends the same form itself.
(() => {
  const start = (form) => {
    const bar = form.querySelector('progress');
    const state = form.querySelector('[data-upload-state]');
    const files = form.querySelector('input[type=file]');
    if (!bar || !state || !files) return;
    form.addEventListener('submit', (event) => {
      if (!files.files.length || !window.FormData) return;
      event.preventDefault();
      const sender = new XMLHttpRequest();
      const buttons = form.querySelectorAll('button[type=submit]');
      const end = (words) => {
        state.textContent = words;
        bar.hidden = true;
        buttons.forEach((button) => { button.disabled = false; });
      };
      bar.hidden = false;
      state.hidden = false;
      let told = -1;
      sender.upload.addEventListener('progress', (step) => {
        if (!step.lengthComputable) return;
        const share = Math.round((100 * step.loaded) / step.total);
        bar.value = share;
        // A screen reader hears every quarter, not every hundredth.
        if (Math.floor(share / 25) !== told) {
          told = Math.floor(share / 25);
          state.textContent = share < 100 ? `${state.dataset.sending} ${share} %` : state.dataset.saving;
        }
      });
      sender.addEventListener('error', () => end(state.dataset.broken));
      sender.addEventListener('load', () => {
        // After a redirect the page that answers is the matter's; an answer in place shows what is wrong.
        if (sender.status < 400) {
          form.dispatchEvent(new CustomEvent('hy:sent', { bubbles: true }));
          const same = sender.responseURL.split('#')[0] === window.location.href.split('#')[0];
          window.location.assign(`${sender.responseURL}#talk`);
          if (same) window.location.reload();
          return;
        }
        document.open();
        document.write(sender.responseText);
        document.close();
      });
      buttons.forEach((button) => { button.disabled = true; });
      sender.open('POST', form.action);
      sender.send(new FormData(form));
    });
  };
  document.querySelectorAll('form[data-upload]').forEach(start);
})();
