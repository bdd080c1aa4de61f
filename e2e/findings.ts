import { test } from '../fixtures/test.ts';

/** A place where the SDK or the cloud departs from ZEGO's guide. The case pins what happens, so that a change is seen. */
export function finding(guide: string, measured: string): void {
  test.info().annotations.push({ type: 'finding', description: `The guide: ${guide} Measured: ${measured}` });
}
