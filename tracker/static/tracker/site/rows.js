/** The rows of the table of statements, which is a page of its own: asked for once, and again where that failed. */

export class Rows {
  #asked = null;
  #table = null;

  constructor(address) {
    this.address = address;
  }

  /** Whether they are here, without waiting. */
  get areHere() {
    return this.#table !== null;
  }

  /** Waits until they are here; false where they cannot be had. */
  async come() {
    this.#asked ??= this.#fetch();
    try {
      await this.#asked;
    } catch {
      this.#asked = null;
    }
    return this.areHere;
  }

  /** A statement's own row and, where a result answers several pledges, those of the others. */
  of(key) {
    const row = this.#table?.querySelector(`#${CSS.escape(key)}`);
    return row ? [row, ...this.#table.querySelectorAll(`[data-of="${CSS.escape(key)}"]`)] : [];
  }

  async #fetch() {
    const response = await fetch(this.address);
    if (!response.ok) throw new Error(`${response.status}`);
    this.#table = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("table.statements");
  }
}
