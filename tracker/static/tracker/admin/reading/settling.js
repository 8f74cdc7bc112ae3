// What follows from all statements together is told anew when a run of acts has ended, or the page is left.

const SETTLES_AFTER = 1500;

export class Settling {
  constructor(queue) {
    Object.assign(this, { queue, isSettled: true });
    queue.emptied = () => this.soon();
    addEventListener("pagehide", () => {
      if (!this.isSettled && !queue.isBusy) this.post({ keepalive: true });
    });
  }

  // Whether the act left anything, by its answer.
  note({ settled }) {
    if (!settled) this.isSettled = false;
  }

  soon() {
    clearTimeout(this.waiting);
    if (!this.isSettled) this.waiting = setTimeout(() => this.settle(), SETTLES_AFTER);
  }

  async settle() {
    if (this.queue.isBusy) return;
    const answer = await this.post({});
    if (answer?.ok) this.isSettled = true;
  }

  post(options) {
    return this.queue.post({ act: "settle" }, options).catch(() => null);
  }
}
