import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { expect } from '@playwright/test';

import { createFaultBox, createFaultLog, type FaultNote } from '../../../fixtures/test/link/fault.ts';
import { createTimeline } from '../../../fixtures/timeline/timeline.ts';
import { test } from './link-test.ts';

const errorCode = async (socket: Socket) => {
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  return error.code;
};

test.describe('the uplink', () => {
  test('carries bytes both ways to where the route leads', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    expect(tunnel.status).toBe('HTTP/1.1 200 Connection Established');
    tunnel.socket.write('hello');
    await tunnel.reads('HELLO');
    expect(cloud.heard()).toBe('hello');
    expect(uplink.openLines).toBe(1);
    expect(uplink.refusals).toEqual([]);
  });

  test('survives a CONNECT to an address that is none', async ({ dial, uplink }) => {
    expect((await dial('bad host name')).status).toMatch(/^HTTP\/1.1 (400|502) /);
    expect((await dial('[::')).status).toMatch(/^HTTP\/1.1 (400|502) /);
    const tunnel = await dial();
    expect(tunnel.status).toContain('200');
    expect(uplink.refusals).toHaveLength(0);
  });

  test('cut (RST): both sides see a reset', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    tunnel.socket.write('x');
    await tunnel.reads('X');
    const far = cloud.sockets[0];
    // Not by `once`: it fails at the 'error' that goes before 'close'.
    const farClosed = new Promise((resolve) => far?.on('close', resolve));
    const near = errorCode(tunnel.socket);
    uplink.cut('rst');
    expect(await near).toBe('ECONNRESET');
    await farClosed;
    expect(uplink.openLines).toBe(0);
  });

  test('cut (FIN): both sides see an orderly end', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    tunnel.socket.write('x');
    await tunnel.reads('X');
    const far = cloud.sockets[0];
    const farEnded = far ? once(far, 'end') : undefined;
    let error: Error | undefined;
    tunnel.socket.on('error', (thrown) => (error = thrown));
    const ended = once(tunnel.socket, 'end');
    uplink.cut('fin');
    await ended;
    await farEnded;
    expect(error).toBeUndefined();
    expect(uplink.openLines).toBe(0);
  });

  test('a hold loses nothing and keeps the order', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    tunnel.socket.write('a');
    await tunnel.reads('A');
    const release = uplink.apply({ hold: true });
    const text = Array.from({ length: 2_000 }, (_, index) => `b${index};`).join('');
    tunnel.socket.write(text.slice(0, 5_000));
    cloud.sockets[0]?.write('said meanwhile ');
    await delay(30);
    tunnel.socket.write(text.slice(5_000));
    await delay(30);
    expect(cloud.heard()).toBe('a');
    expect(tunnel.got()).toBe('A');
    release();
    await tunnel.reads('B1999;');
    expect(cloud.heard()).toBe(`a${text}`);
    expect(tunnel.got()).toBe(`Asaid meanwhile ${text.toUpperCase()}`);
  });

  test('an end during a hold is heard after it', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    tunnel.socket.write('a');
    await tunnel.reads('A');
    const release = uplink.apply({ hold: true });
    let ended = false;
    cloud.sockets[0]?.on('end', () => (ended = true));
    tunnel.socket.end('last words');
    await delay(30);
    expect(ended).toBe(false);
    const closed = once(tunnel.socket, 'close');
    release();
    await closed;
    expect(ended).toBe(true);
    expect(cloud.heard()).toBe('alast words');
  });

  test('what hangs goes on when the fault is over', async ({ dial, uplink }) => {
    const lift = uplink.apply({ hold: true, newConnections: 'hang' });
    let answered = false;
    const dialling = dial().then((tunnel) => {
      answered = true;
      return tunnel;
    });
    await delay(30);
    expect(answered).toBe(false);
    lift();
    const tunnel = await dialling;
    tunnel.socket.write('late');
    await tunnel.reads('LATE');
  });

  test('what hangs until two faults are over goes on after the second', async ({ dial, uplink }) => {
    const first = uplink.apply({ newConnections: 'hang' });
    const second = uplink.apply({ newConnections: 'hang' });
    let answered = false;
    const dialling = dial().then(() => (answered = true));
    first();
    await delay(30);
    expect(answered).toBe(false);
    second();
    await dialling;
  });

  test('new connections are refused with a reset, open ones stay', async ({ dial, uplink }) => {
    const open = await dial();
    const lift = uplink.apply({ newConnections: 'refuse' });
    await expect(dial()).rejects.toThrow('the connection ended');
    open.socket.write('still here');
    await open.reads('STILL HERE');
    lift();
    lift();
    expect((await dial()).status).toContain('200');
  });

  test('a firewall refuses the cloud alone, or lets it hang', async ({ dial, uplink }) => {
    const lift = uplink.apply({ cloud: 'refuse' });
    await expect(dial()).rejects.toThrow('the connection ended');
    lift();
    const release = uplink.apply({ cloud: 'hang' });
    let answered = false;
    const dialling = dial().then((tunnel) => {
      answered = true;
      return tunnel;
    });
    await delay(30);
    expect(answered).toBe(false);
    release();
    expect((await dialling).status).toContain('200');
  });

  test('half-open: the browser’s side breaks, the far side is never told', async ({
    dial,
    cloud,
    uplink,
  }) => {
    const tunnel = await dial();
    tunnel.socket.write('x');
    await tunnel.reads('X');
    let farEnded = false;
    for (const event of ['end', 'close', 'error'])
      cloud.sockets[0]?.on(event, () => {
        farEnded = true;
      });
    const near = errorCode(tunnel.socket);
    uplink.makeHalfOpen();
    expect(await near).toBe('ECONNRESET');
    await delay(30);
    expect(farEnded).toBe(false);
    // New connections work at once.
    const next = await dial();
    next.socket.write('new address');
    await next.reads('NEW ADDRESS');
  });

  test('a delay counts each way; it keeps the order when it ends', async ({ dial, uplink }) => {
    const tunnel = await dial();
    const lift = uplink.apply({ delayMs: 40 });
    const before = performance.now();
    tunnel.socket.write('a');
    await tunnel.reads('A');
    // Timers may be early by a fraction of a millisecond.
    expect(performance.now() - before).toBeGreaterThanOrEqual(78);
    tunnel.socket.write('b');
    await delay(5);
    lift();
    tunnel.socket.write('c');
    await tunnel.reads('C');
    expect(tunnel.got()).toBe('ABC');
  });

  test('a delay loses nothing when an end follows', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    uplink.apply({ delayMs: 30 });
    tunnel.socket.end('goodbye');
    await once(tunnel.socket, 'close');
    expect(cloud.heard()).toBe('goodbye');
    expect(tunnel.got()).toBe('GOODBYE');
  });

  test('a narrow link takes its time', async ({ dial, uplink }) => {
    const tunnel = await dial();
    uplink.apply({ bytesPerSecond: 10_000 });
    const before = performance.now();
    tunnel.socket.write('x'.repeat(500));
    await tunnel.reads('X'.repeat(500));
    // 50 ms there and 50 ms back.
    expect(performance.now() - before).toBeGreaterThanOrEqual(95);
  });

  test('says what arrives: nothing while it holds, nothing on a half-open connection', async ({
    dial,
    uplink,
    cloud,
  }) => {
    const tunnel = await dial();
    tunnel.socket.write('a');
    await tunnel.reads('A');
    const cloudPort = cloud.sockets[0]?.remotePort ?? 0;
    expect(uplink.isForwarding).toBe(true);
    expect(uplink.acceptsConnections).toBe(true);
    expect(uplink.hasConnection(cloudPort)).toBe(true);
    expect(uplink.hasConnection(1)).toBe(false);
    const heal = uplink.apply({ hold: true });
    expect(uplink.isForwarding).toBe(false);
    expect(uplink.acceptsConnections).toBe(false);
    heal();
    const open = uplink.apply({ cloud: 'hang' });
    expect(uplink.isForwarding).toBe(true);
    expect(uplink.acceptsConnections).toBe(false);
    open();
    uplink.makeHalfOpen();
    expect(uplink.hasConnection(cloudPort)).toBe(false);
  });
});

test.describe('faults', () => {
  const log = () => {
    const lines: string[] = [];
    return {
      lines,
      now: () => lines.length,
      began: ({ who, name, inert }: FaultNote) =>
        lines.push(`${who} ${name} begins${inert ? ' (inert)' : ''}`),
      ended: ({ who, name }: FaultNote) => lines.push(`${who} ${name} ends`),
    };
  };

  test('are written down, and undone once', async () => {
    const written = log();
    let undone = 0;
    const box = createFaultBox('ann', written, false);
    const fault = await box.begin('cut', async () => () => {
      undone += 1;
    });
    expect(fault.endedAtMs).toBeUndefined();
    await fault.end();
    await fault.end();
    await box.endAll();
    expect(undone).toBe(1);
    expect(fault.endedAtMs).toEqual(expect.any(Number));
    expect(written.lines).toEqual(['ann cut begins', 'ann cut ends']);
  });

  test('that are inert do nothing and say so', async () => {
    const written = log();
    let injected = 0;
    const box = createFaultBox('ann', written, true);
    await box.begin('cut', async () => {
      injected += 1;
      return () => undefined;
    });
    expect(injected).toBe(0);
    expect(written.lines).toEqual(['ann cut begins (inert)']);
  });

  test('that are left over are all ended, newest first, even when one cannot be undone', async () => {
    const undone: string[] = [];
    const box = createFaultBox('ann', log(), false);
    await box.begin('first', async () => () => {
      undone.push('first');
    });
    await box.begin('second', async () => () => {
      throw new Error('the browser is gone');
    });
    await box.begin('third', async () => () => {
      undone.push('third');
    });
    await expect(box.endAll()).rejects.toThrow('the browser is gone');
    expect(undone).toEqual(['third', 'first']);
  });

  test('that fail to begin are over, whether their injection takes time or not', async () => {
    const written = log();
    const box = createFaultBox('ann', written, false);
    const fail = () => {
      throw new Error('no such node');
    };
    await expect(box.begin('later', async () => fail())).rejects.toThrow('no such node');
    expect(() => box.beginNow('now', fail)).toThrow('no such node');
    await box.endAll();
    expect(written.lines).toEqual(['ann later begins', 'ann later ends', 'ann now begins', 'ann now ends']);
  });

  test('stand in the history with the time, the owner, and whom they concern', async () => {
    let nowMs = 1_000_000;
    const timeline = createTimeline({ now: () => nowMs, touch: () => undefined });
    const box = createFaultBox('cloud', createFaultLog(timeline), false);
    nowMs += 50;
    const fault = box.beginNow('kick (ann)', () => () => undefined, 'ann');
    nowMs += 25;
    await fault.end();
    expect(fault).toMatchObject({ who: 'cloud', concerns: 'ann', begunAtMs: 50, endedAtMs: 75 });
    expect(timeline.entries).toEqual([
      { kind: 'fault-begin', name: 'kick (ann)', concerns: 'ann', inert: false, who: 'cloud', atMs: 50 },
      { kind: 'fault-end', name: 'kick (ann)', concerns: 'ann', who: 'cloud', atMs: 75 },
    ]);
  });
});
