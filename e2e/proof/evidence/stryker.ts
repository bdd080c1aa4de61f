/** What is taken of Stryker's incremental report. */
export interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

const CAUGHT = ['Killed', 'Timeout'];
const COUNTED = [...CAUGHT, 'Survived', 'NoCoverage'];

/** Stryker's report in a few words; its score counts as Stryker counts it. */
export function describeStryker({ files }: StrykerReport): string {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const counted = statuses.filter((status) => COUNTED.includes(status)).length;
  const caught = statuses.filter((status) => CAUGHT.includes(status)).length;
  const score = counted === 0 ? 0 : (caught / counted) * 100;
  return `${counted} mutants made by Stryker, ${caught} caught: score ${score.toFixed(1)} (the command fails below 85)`;
}
