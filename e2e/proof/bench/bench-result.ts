/** A part of the bench: what to print, and the same in a few words for the evidence. */
export interface BenchResult {
  readonly text: string;
  readonly summary: string;
}
