import type { ReportCase, ReportRun } from '../../../fixtures/report/report-case.ts';
import { saidTwice } from '../../../fixtures/timeline/said-twice.ts';
import type { Measurement } from '../../../fixtures/timeline/timeline.ts';
import { makeHistory, OUTAGE } from '../unit/histories.ts';

const presence: Measurement = {
  name: 'T4 − T3',
  decidedBy: 'cloud',
  documentedMs: 90_000,
  measuredMs: 89_000,
  earliestMs: 84_500,
  latestMs: 95_000,
  sinceMs: 5_000,
  who: 'audience',
  what: 'roomUserUpdate DELETE of anchor',
};
const wayBack: Measurement = {
  name: 'T5 − end of fault',
  decidedBy: 'sdk',
  measuredMs: 3_000,
  earliestMs: 0,
  latestMs: 20_000,
  sinceMs: 115_000,
  who: 'anchor',
  what: 'room state RECONNECTED',
};
const heardOfIt: Measurement = {
  name: 'T6 − T5',
  decidedBy: 'nobody',
  documentedMs: 100,
  measuredMs: 100,
  earliestMs: 0,
  latestMs: 1_500,
  sinceMs: 118_000,
  who: 'audience',
  what: 'roomUserUpdate ADD of anchor',
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
  notJudged: [],
  known: [],
  outside: [],
  reasons: [],
  history: makeHistory({
    title: 'ROOM-08 back after the heartbeat timed out',
    endMs: 200_000,
    entries: [...OUTAGE, { ...saidTwice('PUBLISH_REQUESTING'), who: 'anchor', atMs: 2_000 }],
    measurements: [presence, wayBack, heardOfIt],
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
      reasons: ['Error: it came too late'],
      history: makeHistory({
        title: 'ROOM-09 not back within R <b>&',
        outcome: 'failed',
        reasons: ['Error: it came too late'],
        endMs: 200_000,
        entries: OUTAGE,
        measurements: [{ ...presence, measuredMs: 99_000 }],
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
    {
      ...ROOM_08,
      id: 'ROOM-11',
      title: 'elsewhere meanwhile',
      findings: ['The guide: KICKOUT. Measured: RECONNECT_FAILED with 1002086.'],
      notJudged: ['who is left in the room'],
      history: makeHistory({
        title: 'ROOM-11 elsewhere meanwhile',
        target: 'real',
        measurements: [presence],
      }),
    },
    {
      ...ROOM_08,
      id: 'ROOM-12',
      title: 'kicked',
      status: 'flaky',
      reasons: ['Attempt 1: Error: no answer'],
      history: undefined,
    },
    { ...ROOM_08, id: '', title: 'a unit test', history: undefined },
  ],
};
