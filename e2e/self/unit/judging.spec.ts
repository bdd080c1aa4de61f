import { expect, test } from '@playwright/test';

import { NeglectedDuty, type Duty } from '../../../fixtures/cases/duty.ts';
import { judged, type CaseInfo, type KnownMistakes } from '../../../fixtures/cases/judging.ts';
import type { Entry } from '../../../fixtures/timeline/entry.ts';

const KNOWN = { 'PUB-06': 'it does not publish again' };

function makeInfo(): CaseInfo {
  return {
    title: 'PUB-06 what A publishes is ended',
    annotations: [],
    skip: (_condition, reason) => {
      throw new Error(`skipped: ${reason}`);
    },
  };
}

/** Judges a check that finds a duty neglected, or nothing; with what the case's history holds. */
async function judge(
  finds: Duty | undefined,
  {
    known = {},
    entries = [],
    load = 0,
  }: { readonly known?: KnownMistakes; readonly entries?: readonly Entry[]; readonly load?: number } = {},
): Promise<CaseInfo['annotations']> {
  const info = makeInfo();
  const check = async () => {
    if (finds)
      throw new NeglectedDuty(
        { entries },
        { duty: finds, what: 'A did nothing.', guide: 'Do it.', who: ['A'], sinceMs: 0 },
      );
  };
  await judged({ entries }, info, known, check, () => load);
  return info.annotations;
}

test.describe('a case is judged', () => {
  test('in silence when nothing is wrong', async () => {
    expect(await judge(undefined)).toEqual([]);
  });

  test('by whose duty was neglected', async () => {
    await expect(judge('app')).rejects.toThrow('A did nothing.\nWhose duty: the app');
    await expect(judge('sdk')).rejects.toThrow('Whose duty: the SDK');
  });

  test('not at all where the harness could not do its part', async () => {
    const caveat: Entry = { kind: 'caveat', topic: 't', text: 'a command is unknown', who: 'cloud', atMs: 1 };
    await expect(judge('app', { entries: [caveat] })).rejects.toThrow(
      'skipped: not judged, because a command is unknown. What was seen: A did nothing.',
    );
    expect(await judge(undefined, { entries: [caveat] })).toEqual([]);
  });

  test('not on an overloaded machine', async () => {
    await expect(judge('app', { load: 8 })).rejects.toThrow(
      'skipped: not judged, because the machine is overloaded',
    );
    await expect(judge('app', { load: 7.9 })).rejects.toThrow('Whose duty: the app');
  });

  test('not by time that went on without a page; a peer connection of the cloud’s was dead', async () => {
    const gaveUp = (who: string): Entry => ({ kind: 'clock-gave-up', name: 'it', who, atMs: 1 });
    await expect(judge('app', { entries: [gaveUp('ann')] })).rejects.toThrow('skipped: not judged');
    await expect(judge('app', { entries: [gaveUp('cloud')] })).rejects.toThrow('Whose duty: the app');
  });

  test('as known, when it finds what is known; else it fails', async () => {
    expect(await judge('app', { known: KNOWN })).toEqual([
      { type: 'duty', description: 'app' },
      {
        type: 'known',
        description: 'it does not publish again Measured: A did nothing.',
      },
    ]);
    await expect(judge(undefined, { known: KNOWN })).rejects.toThrow('take it off the list');
    await expect(judge('sdk', { known: KNOWN })).rejects.toThrow('Whose duty: the SDK');
  });
});
