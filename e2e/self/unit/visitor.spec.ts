import { expect, test, type Page } from '@playwright/test';

import type { AppRole, Visit } from '../../../fixtures/test/app/description.ts';
import { createVisitor, onlyTaken } from '../../../fixtures/test/app/visitor.ts';

const PAGE = {} as Page;
const VISIT: Visit = { page: PAGE, url: 'http://app.test', room: 'r', name: 'ann', wish: {} };

/** A visitor of a role that notes what it is asked for. */
function visitor(role: Partial<AppRole> = {}, visit: Partial<Visit> = {}) {
  const asked: unknown[] = [];
  const whole: AppRole = { enter: async (each) => asked.push(each), ...role };
  return { asked, visitor: createVisitor(whole, 'host', { ...VISIT, ...visit }) };
}

test.describe('somebody on the way through an app', () => {
  test('enters as the role says, with everything that it must know', async () => {
    const { asked, visitor: ann } = visitor();
    await ann.enter();
    expect(asked).toEqual([VISIT]);
  });

  test('brings along what the test wishes for; what is wished for last wins', async () => {
    const { asked, visitor: ann } = visitor(
      { takes: ['userId', 'join'] },
      { wish: { userId: 'u', join: 'on-load' } },
    );
    await ann.enter({ join: 'manual' });
    expect(asked).toEqual([{ ...VISIT, wish: { userId: 'u', join: 'manual' } }]);
  });

  test('does not enter with a wish that the app does not understand', async () => {
    const { asked, visitor: ann } = visitor({}, { wish: { codec: 'VP8' } });
    await expect(ann.enter({ userUpdate: false })).rejects.toThrow(
      'This test asks the app for codec and userUpdate, and the description’s role “host” does not say that it takes it: its `takes` lists nothing.',
    );
    expect(asked).toEqual([]);
    const { visitor: bob } = visitor({ takes: ['userId', 'streamId'] });
    await expect(bob.enter({ publish: true })).rejects.toThrow(
      'asks the app for publish, and the description’s role “host” does not say that it takes it: its `takes` lists userId, streamId.',
    );
  });

  test('looks in vain for a button: the message says what the page has instead', async () => {
    const roles: Readonly<Record<string, object>> = {
      button: { allInnerTexts: async () => [' Start\n live', ''] },
      textbox: { evaluateAll: async () => [] },
    };
    const page = { url: () => 'http://app.test/live', getByRole: (role: string) => roles[role] };
    const looksFor = (message: string) =>
      visitor(
        { enter: () => Promise.reject(new Error(message)) },
        { page: page as unknown as Page },
      ).visitor.enter();
    await expect(
      looksFor(
        "locator.click: Timeout 30000ms exceeded.\nCall log:\n  - waiting for getByRole('button', { name: 'Join' })\n",
      ),
    ).rejects.toThrow(
      "Timeout 30000ms exceeded. It waited for getByRole('button', { name: 'Join' }). At http://app.test/live the page has " +
        'the buttons “Start live” and the fields none: correct `enter` in the description of the app.',
    );
    await expect(looksFor('something else')).rejects.toThrow(/^something else$/);
  });

  test('a wish that was left open is none', async () => {
    const { asked, visitor: ann } = visitor();
    // As options that were not given arrive.
    const open: object = { codec: undefined };
    await ann.enter(open);
    expect(asked).toHaveLength(1);
  });

  test('does what the role says how to', async () => {
    const done: unknown[] = [];
    const { visitor: ann } = visitor({
      leave: async (visit) => void done.push(visit),
      switchTo: async ({ name }, room) => void done.push(`${name} to ${room}`),
    });
    expect(ann.can('leave')).toBe(true);
    expect(ann.can('join')).toBe(false);
    await ann.do('leave');
    await ann.switchTo('other');
    expect(done).toEqual([VISIT, 'ann to other']);
  });

  for (const [power, words] of [
    ['join', 'log in from a page that is open'],
    ['leave', 'leave the room'],
    ['publish', 'begin to publish'],
    ['stopPublishing', 'stop publishing'],
  ] as const)
    test(`cannot ${words} where no role says how`, async () => {
      await expect(visitor().visitor.do(power)).rejects.toThrow(
        `The description of the app does not say how to ${words}: add \`${power}\` to its role “host”.`,
      );
    });

  test('cannot go to another room where no role says how', async () => {
    await expect(visitor().visitor.switchTo('other')).rejects.toThrow(
      'The description of the app does not say how to go to another room: add `switchTo` to its role “host”.',
    );
  });
});

test('of a wish only what a role takes is left', () => {
  expect(onlyTaken({ takes: ['userId'] }, { userId: 'u', codec: 'VP8' })).toEqual({ userId: 'u' });
  expect(onlyTaken({}, { userId: 'u' })).toEqual({});
});
