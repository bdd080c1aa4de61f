import type { ReportCase, ReportRun } from '../../../fixtures/report/report-case.ts';
import { makeHistory, OUTAGE } from '../unit/histories.ts';

const promise = {
  name: 'T4 − T3',
  documentedMs: 90_000,
  measuredMs: 89_000,
  earlyMs: 5_500,
  lateMs: 5_000,
  sinceMs: 5_000,
  who: 'audience',
  what: 'roomUserUpdate DELETE of anchor',
};

const ROOM_08: ReportCase = {
  id: 'ROOM-08',
  title: 'back after the heartbeat timed out',
  project: 'mock',
  status: 'passed',
  place: 'e2e/room/outage.spec.ts:31',
  wallS: 6.2,
  virtualS: 200,
  findings: [],
  reasons: [],
  history: makeHistory({
    title: 'ROOM-08 back after the heartbeat timed out',
    endMs: 200_000,
    entries: OUTAGE,
    measurements: [promise],
  }),
};

/** A run with one case of each kind. */
export const MADE_UP_RUN: ReportRun = {
  beganAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  wallS: 12.3,
  cases: [
    ROOM_08,
    {
      ...ROOM_08,
      id: 'ROOM-09',
      title: 'not back within R <b>&',
      status: 'failed',
      findings: ['The guide: 1002053. Measured: 1002031.'],
      reasons: ['Error: it came too late'],
      history: makeHistory({
        title: 'ROOM-09 not back within R <b>&',
        outcome: 'failed',
        reasons: ['Error: it came too late'],
        endMs: 200_000,
        entries: OUTAGE,
        measurements: [{ ...promise, measuredMs: 99_000 }],
      }),
    },
    {
      ...ROOM_08,
      id: 'REAL-01',
      title: 'on the real cloud',
      status: 'skipped',
      reasons: ['no AppID'],
      history: undefined,
    },
    { ...ROOM_08, id: '', title: 'a unit test', history: undefined },
  ],
};
