// Acts on their way to the server: one at a time and in order, each until it is answered, none lost while the page is open.

const WAITS = [1000, 2000, 5000, 10000];

export class Queue {
  // `told(how, count)` is told how `count` acts stand: "sending", "sent", "offline" or "signed_out"; `emptied` when the
  // last is answered.
  constructor(address, token, { told, emptied = () => {} }) {
    Object.assign(this, { address, token, told, emptied, acts: [] });
    addEventListener("beforeunload", (event) => {
      if (this.isBusy) event.preventDefault();
    });
    for (const again of ["online", "focus"]) addEventListener(again, () => this.retry());
  }

  get isBusy() {
    return this.acts.length > 0;
  }

  // The act that was added last and is not answered yet.
  get last() {
    return this.acts[this.acts.length - 1];
  }

  // Whether an act about the statement is still on its way.
  holds(key) {
    return this.acts.some((act) => act.keys.includes(key));
  }

  // `ask` makes what is sent when its turn comes. `done` is told the answer; `failed` why the act was refused, or
  // nothing where it rested on one that was: it is about the same statement, and was asked for before the answer.
  add({ keys, ask, done, failed }) {
    this.acts.push({ keys, ask, done, failed, token: newToken() });
    this.tell("sending");
    if (!this.isRunning) this.run();
  }

  // Tries at once what waits for the network.
  retry() {
    this.wake?.();
  }

  tell(how) {
    this.told(this.isBusy ? how : "sent", this.acts.length);
  }

  async run() {
    this.isRunning = true;
    while (this.isBusy) {
      const [act] = this.acts;
      const answer = await this.send({ ...act.ask(), token: act.token });
      this.acts.shift();
      const resting = answer.ok ? [] : this.acts.filter((later) => later.keys.some((key) => act.keys.includes(key)));
      this.acts = this.acts.filter((later) => !resting.includes(later));
      // The last that was shown is taken back first, so that what was before the first is what stays.
      for (const one of resting.reverse()) guarded(() => one.failed(null));
      guarded(() => (answer.ok ? act.done(answer.told) : act.failed(answer.told)));
      this.tell("sending");
    }
    this.isRunning = false;
    this.emptied();
  }

  // Until the server answers: without a network, signed out or broken it is asked again, by the same token.
  async send(body) {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.post(body).catch(() => null);
      const isJson = answer?.headers.get("Content-Type")?.includes("json");
      if (isJson && answer.status < 500) {
        const told = await answer.json().catch(() => null);
        if (told) return { ok: answer.ok, told };
      }
      const isRefused = answer && (answer.type === "opaqueredirect" || answer.status === 403);
      this.tell(isRefused ? "signed_out" : "offline");
      await new Promise((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, WAITS[Math.min(attempt, WAITS.length - 1)]);
      });
      if (isRefused) await this.renew();
    }
  }

  post(body, options) {
    return fetch(this.address, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify(body),
      ...options,
    });
  }

  // Signing in again, in another window, makes this page's token void: the page as it is now has the new one.
  async renew() {
    const page = await fetch(location.href, { credentials: "same-origin" }).then((answer) => answer.text()).catch(() => "");
    const field = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrfmiddlewaretoken]");
    this.token = field?.value ?? this.token;
  }
}

// A fault in showing one answer must not keep the acts behind it from being sent.
function guarded(show) {
  try {
    show();
  } catch (error) {
    reportError(error);
  }
}

// Without https there is no crypto.randomUUID.
function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
