import { expect, test } from '@playwright/test';

import { judgeControl, type ControlResult } from '../../proof/controls/verdict.ts';

const red = { outcome: 'unexpected', failure: 'not told of DELETE', wallMs: 1 } as const;
const green = { outcome: 'expected', failure: '', wallMs: 1 } as const;

test.describe('a control', () => {
  for (const { name, result, kind, text } of [
    {
      name: 'fails for want of its fault',
      result: { ...red, title: 'ROOM-08 back', faults: ['goDown'] },
      kind: 'noticed',
      text: 'not told of DELETE',
    },
    {
      name: 'that stays green without its fault is a defect',
      result: { ...green, title: 'ROOM-08 back', faults: ['goDown'] },
      kind: 'defect',
      text: 'stays green without its fault (goDown)',
    },
    {
      name: 'that neither begins a fault nor is listed is a defect',
      result: { ...green, title: 'ROOM-99 new', faults: [] },
      kind: 'defect',
      text: 'stays green without its fault (it began none)',
    },
    {
      name: 'that is listed and green needs none',
      result: { ...green, title: 'ROOM-13 A logs out', faults: [] },
      kind: 'needs none',
      text: 'a logout that works',
    },
    {
      name: 'that is listed, and begins a fault after all, is a defect',
      result: { ...green, title: 'ROOM-13 A logs out', faults: ['cut'] },
      kind: 'defect',
      text: 'is listed as needing no fault, but begins cut',
    },
    {
      name: 'that is listed and fails is a defect',
      result: { ...red, title: 'ROOM-13 A logs out', faults: [] },
      kind: 'defect',
      text: 'needs no fault (a logout that works), and fails all the same: not told of DELETE',
    },
    {
      name: 'that was skipped is a defect',
      result: { ...red, outcome: 'skipped', title: 'ROOM-08 back', faults: [] },
      kind: 'defect',
      text: 'was skipped: nothing is known of it',
    },
  ] satisfies { name: string; result: ControlResult; kind: string; text: string }[])
    test(name, () => expect(judgeControl(result)).toEqual({ kind, text }));
});
