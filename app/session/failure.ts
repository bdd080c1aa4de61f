/** An error as a person can read it; the SDK rejects with plain `{ code, msg }` objects. */
export interface Failure {
  readonly code: number;
  readonly message: string;
}

/** Makes a {@link Failure} of whatever was thrown; `code` is 0 when there is none. */
export function toFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null) {
    const { code, msg, message } = thrown as { code?: unknown; msg?: unknown; message?: unknown };
    const text = [msg, message].find((candidate) => typeof candidate === 'string');
    return { code: Number(code ?? 0) || 0, message: text ?? JSON.stringify(thrown) };
  }
  return { code: 0, message: String(thrown) };
}
