const PAUSE_MS = 5_000;
const MAX_ATTEMPTS = 5;

/** Tries again after a pause, and gives up after too many attempts in a row. */
export class Retries {
  private readonly timers = new Map<string, number>();
  private readonly attempts = new Map<string, number>();

  constructor(private readonly roomIsConnected: () => boolean) {}

  /** @returns false when it has given up. */
  schedule(key: string, action: () => void): boolean {
    if (this.timers.has(key)) return true;
    const attempt = (this.attempts.get(key) ?? 0) + 1;
    if (attempt > MAX_ATTEMPTS) return false;
    const run = () => {
      if (!this.roomIsConnected()) return wait();
      this.timers.delete(key);
      this.attempts.set(key, attempt);
      action();
    };
    const wait = () => void this.timers.set(key, window.setTimeout(run, PAUSE_MS));
    wait();
    return true;
  }

  succeeded(key: string): void {
    this.attempts.delete(key);
  }

  cancel(key: string): void {
    window.clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.attempts.delete(key);
  }

  cancelAll(): void {
    for (const key of [...this.timers.keys()]) this.cancel(key);
  }
}
