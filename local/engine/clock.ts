/** The time that functions and alarms live in: ahead of this machine by what was travelled. */
export class EngineClock {
  aheadMs = 0;
  readonly #travels: { at: number; aheadMs: number }[] = [];

  travel(ms: number): void {
    this.aheadMs += ms;
    this.#travels.push({ at: Date.now(), aheadMs: this.aheadMs });
  }

  now(): number {
    return Date.now() + this.aheadMs;
  }

  /** What it showed when this machine's clock showed so many ms. */
  at(ms: number): number {
    return ms + (this.#travels.findLast(({ at }) => at < ms)?.aheadMs ?? 0);
  }
}
