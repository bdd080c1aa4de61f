/** What is taken of a run's `summary.json`. */
export interface CaseSummary {
  readonly wallS: number;
  readonly cases: readonly {
    readonly id: string;
    readonly status: string;
    readonly wallS: number;
    readonly virtualS: number;
  }[];
}

/** The cases of a run in a few words; specs of the package itself, which have no case's id, do not count. */
export function describeCases({ wallS, cases }: CaseSummary): string {
  const own = cases.filter(({ id }) => /^(ROOM|PUB|PLAY|ANCHOR)-\d+/.test(id));
  const count = (status: string) => own.filter((each) => each.status === status).length;
  const others = ['failed', 'flaky', 'skipped'].flatMap((status) =>
    count(status) > 0 ? [`${count(status)} ${status}`] : [],
  );
  const virtualS = own.reduce((sum, each) => sum + each.virtualS, 0);
  return [
    `${count('passed')} of ${own.length} cases hold`,
    ...others,
    `${Math.round(wallS)} s wall for ${Math.round(virtualS)} s of virtual time`,
  ].join(', ');
}
