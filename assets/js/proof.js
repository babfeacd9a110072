// Proof of work against floods: solved in a worker while the person types. Nothing is asked of the person and no
// third party is called. Without script the same token is good after a short wait, which the page says.
export function startProofs(scope) {
  scope.querySelectorAll('[data-proof]').forEach((box) => {
    if (box.dataset.started) return;
    box.dataset.started = '1';
    new Proof(box).start();
  });
}

class Proof {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector('input');
    this.words = box.querySelector('[data-proof-words]');
    this.form = this.input.form;
  }

  start() {
    if (this.input.value.includes(':')) return this.state('done'); // sent back for another reason: the sum still holds
    this.state('work');
    const { token, bits, parts } = this.box.dataset;
    const worker = new Worker(this.box.dataset.worker);
    worker.onmessage = ({ data }) => {
      this.input.value = `${token}:${data.join(',')}`;
      this.state('done');
      worker.terminate();
      if (this.waiting) this.form.requestSubmit(this.waiting.submitter);
    };
    worker.onerror = () => this.state('wait'); // the wait without script still holds
    worker.postMessage({ token, bits: Number(bits), parts: Number(parts) });
    this.form.addEventListener('submit', (event) => {
      if (this.box.dataset.state !== 'work') return;
      event.preventDefault();
      this.waiting = { submitter: event.submitter };
      this.state('work', 'sending');
    });
    return undefined;
  }

  state(name, words = name) {
    this.box.dataset.state = name;
    this.words.textContent = this.box.dataset[words] || '';
  }
}
