/** A measured time as a finding tells it, to the second: `300 s`. The report has it to the millisecond. */
export function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
