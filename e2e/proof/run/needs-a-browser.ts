/** Specs among the units that open a real page all the same. */
export const NEEDS_A_BROWSER: readonly string[] = ['page-ticker.spec.ts', 'page-wire.spec.ts'];
