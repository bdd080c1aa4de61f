import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { chromium, type Browser, type Page } from '@playwright/test';

import { startAppServer } from '../../../app/back-end/server.ts';
import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { appDist, buildApp } from '../../support/build-demo.ts';
import { launchOptions } from '../../../fixtures/test/browser/launch-options.ts';
import { admitOurFunctions } from '../../../fixtures/test/page-scripts/page-functions.ts';
import { requireBrowser } from '../../../fixtures/test/browser/find-browser.ts';
import { ZEGO_HOSTS } from '../../../fixtures/test/cloud/zego-hosts.ts';
import { PEERS_KEY, recordPeers } from '../../../fixtures/test/page-scripts/peer-recorder.ts';
import { projectSettings } from '../../support/project-settings.ts';
import { connectDirectly } from './direct-call.ts';
import { startMockHost, type MockHost } from './mock-host.ts';
import { DELAYS_KEY, STAMP, stampCamera, watchStamps } from './stamped-camera.ts';
import type { BenchResult } from './bench-result.ts';
import { median, percentile } from './statistics.ts';
import { renderTable } from './table.ts';

const APP_ID = 1_000_002;
const SECRET = randomBytes(16).toString('hex');
const PLAYERS = [1, 3, 10];
/** Encoder and bandwidth estimate settle first; then so long is measured. */
const SETTLE_MS = 4_000;
const MEASURE_MS = 15_000;
const PICTURE_WITHIN_MS = 30_000;

interface Frames {
  readonly sent: number;
  readonly decoded: number;
}

/** Pages that send and receive the same picture, by some way. */
interface Scene {
  readonly sender: Page;
  readonly receivers: readonly Page[];
}

/** One publisher and 1, 3, 10 players through the SFU, against two pages connected directly: CPU, latency, lost frames. */
export async function measureMediaLoad(): Promise<BenchResult> {
  await buildApp();
  const host = await startMockHost(APP_ID, SECRET);
  const rows: string[][] = [];
  try {
    const { port } = await host.report();
    const rules = ZEGO_HOSTS.map((name) => `MAP ${name} 127.0.0.1:${port}`).join(', ');
    const options = launchOptions(requireBrowser(projectSettings().browser));
    const args = [...(options.args ?? []), `--host-resolver-rules=${rules}`];
    for (const players of [0, ...PLAYERS]) {
      const browser = await chromium.launch({ ...options, args });
      try {
        const name =
          players === 0 ? 'two pages connected directly' : `SFU, ${players} player${players > 1 ? 's' : ''}`;
        console.log(`${name} …`);
        rows.push([name, ...(await measureScene(browser, host, players))]);
      } finally {
        await browser.close();
      }
    }
  } finally {
    await host.close();
  }
  const text = renderTable(
    [
      '1 publisher, 640×360, 15 frames/s',
      'SFU CPU',
      'a player',
      'latency p50 ms',
      'p95',
      'frames sent',
      'lost',
    ],
    rows,
  );
  const short = rows.map(([name = '', cpu = '', , latency = '']) =>
    cpu === '–' ? `${name} ${latency} ms` : `${name} ${cpu} of a core, ${latency} ms`,
  );
  return { text, summary: `media latency (p50): ${short.join('; ')}` };
}

/** @param players 0 for a direct connection. */
async function measureScene(browser: Browser, host: MockHost, players: number): Promise<string[]> {
  const app = await startAppServer({
    dist: appDist(),
    issuePass: ({ user }) => ({
      appId: APP_ID,
      server: `wss://webliveroom${APP_ID}-api.coolzcloud.com/ws`,
      token: createToken04(
        { appId: APP_ID, secret: SECRET, userId: user, lifetimeS: 3_600 },
        { nowMs: Date.now() },
      ),
    }),
  });
  try {
    const scene =
      players === 0 ? await callDirectly(browser, app.origin) : await goOnAir(browser, app.origin, players);
    await delay(SETTLE_MS);
    for (const page of scene.receivers) await page.evaluate(watchStamps, { stamp: STAMP, key: DELAYS_KEY });
    const before = { ...(await host.report()), at: performance.now(), frames: await countFrames(scene) };
    await delay(MEASURE_MS);
    const after = { ...(await host.report()), at: performance.now(), frames: await countFrames(scene) };
    const delays = (await Promise.all(scene.receivers.map(readDelays))).flat();
    const cpu = ((after.cpuMs - before.cpuMs) / (after.at - before.at)) * 100;
    const sent = after.frames.sent - before.frames.sent;
    const lost = sent * scene.receivers.length - (after.frames.decoded - before.frames.decoded);
    return [
      players === 0 ? '–' : `${cpu.toFixed(1)} %`,
      players === 0 ? '–' : `${(cpu / players).toFixed(1)} %`,
      median(delays).toFixed(0),
      percentile(delays, 0.95).toFixed(0),
      String(sent * scene.receivers.length),
      String(Math.max(lost, 0)),
    ];
  } finally {
    await app.close();
  }
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  await admitOurFunctions(context);
  await context.addInitScript(stampCamera, STAMP);
  await context.addInitScript(recordPeers, { key: PEERS_KEY, binding: 'nobody' });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function callDirectly(browser: Browser, origin: string): Promise<Scene> {
  const address = `${origin}/?role=audience&room=direct&user=nobody&join=manual`;
  const [sender, receiver] = [await openPage(browser, address), await openPage(browser, address)];
  await connectDirectly(sender, receiver);
  await waitForPicture(receiver);
  return { sender, receivers: [receiver] };
}

async function goOnAir(browser: Browser, origin: string, players: number): Promise<Scene> {
  const address = (role: string, user: string) =>
    `${origin}/?role=${role}&room=bench-${players}&user=${user}&microphone=off`;
  const sender = await openPage(browser, address('anchor', 'anchor'));
  const receivers: Page[] = [];
  for (let player = 1; player <= players; player += 1)
    receivers.push(await openPage(browser, address('audience', `player-${player}`)));
  await Promise.all(receivers.map(waitForPicture));
  return { sender, receivers };
}

async function waitForPicture(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 0,
    undefined,
    { timeout: PICTURE_WITHIN_MS },
  );
}

function readDelays(page: Page): Promise<number[]> {
  return page.evaluate((key) => Reflect.get(window, key) as number[], DELAYS_KEY);
}

async function countFrames({ sender, receivers }: Scene): Promise<Frames> {
  const decoded = await Promise.all(receivers.map((page) => sumFrames(page, 'inbound-rtp', 'framesDecoded')));
  return {
    sent: await sumFrames(sender, 'outbound-rtp', 'framesEncoded'),
    decoded: decoded.reduce((sum, frames) => sum + frames, 0),
  };
}

function sumFrames(page: Page, type: string, member: string): Promise<number> {
  return page.evaluate(
    async ([key, wanted, counted]) => {
      let sum = 0;
      for (const peer of Reflect.get(window, key) as RTCPeerConnection[])
        for (const stats of (await peer.getStats()).values() as Iterable<Record<string, unknown>>)
          if (stats['type'] === wanted && stats['kind'] === 'video') sum += Number(stats[counted] ?? 0);
      return sum;
    },
    [PEERS_KEY, type, member] as const,
  );
}
