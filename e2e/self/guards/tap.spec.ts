import { MEDIA_KEY, type MediaMemory } from '../../../fixtures/test/page-scripts/media-observer.ts';
import { MADE_UP_SDK } from './made-up-sdk.ts';
import { expect, lines, test } from './tap-test.ts';

// How the SDK is heard in a page, on one that is made up: what an app does with it, and what must not be changed by it.

/** The SDK and the app in one script, as bundlers make it: nothing runs in between. */
const app = (code: string) => `${MADE_UP_SDK}\n${code}`;
const ENTER = "engine.loginRoom('r', 'secret', { userID: 'ann' });";

test.describe('the SDK is heard', () => {
  test('in the script that defines it, with a login that its class inherits', async ({ run, told }) => {
    await run(
      app(`var engine = new MadeUp.Engine(); ${ENTER} engine.emit('roomStateChanged', 'r', 'LOGINED');`),
    );
    await expect
      .poll(() => lines(told))
      .toEqual(['1 engine 0.0.7', '1 call loginRoom', '1 event roomStateChanged']);
    expect(told[1]).toMatchObject({ args: ['r', '(token)', { userID: 'ann' }] });
    expect(told[2]).toMatchObject({ args: ['r', 'LOGINED'] });
  });

  test('in a script that comes later', async ({ run, told }) => {
    await run(MADE_UP_SDK, `var engine = new MadeUp.Engine(); ${ENTER}`);
    await expect.poll(() => lines(told)).toEqual(['1 engine 0.0.7', '1 call loginRoom']);
  });

  test('before anything that is told is called: the check of the browser comes first', async ({
    run,
    told,
  }) => {
    await run(app("var engine = new MadeUp.Engine(); engine.on('roomStateChanged', function () {});"));
    await expect.poll(() => lines(told)).toEqual(['1 engine 0.0.7']);
  });

  test('with its own calls among each other left out', async ({ run, told }) => {
    const page = await run(app('var engine = new MadeUp.Engine();'));
    expect(await page.evaluate("engine.startPublishingStream('s')")).toBe(true);
    expect(await page.evaluate("engine.startPublishingStream('taken')")).toBe(false);
    await expect
      .poll(() => lines(told))
      .toEqual(['1 engine 0.0.7', '1 call startPublishingStream', '1 call startPublishingStream']);
  });

  test('once where a method calls the one that it overrides, each time that the app calls it', async ({
    run,
    told,
  }) => {
    await run(
      app(`var engine = new MadeUp.Engine();
        engine.switchRoom('a', 'b', 'secret');
        engine.switchRoom('a', 'full', 'secret').catch(function () {});`),
    );
    await expect
      .poll(() => lines(told).slice(1))
      .toEqual(['1 call switchRoom', '1 call switchRoom', '1 refused switchRoom']);
  });

  test('once where a script tag brings a class that extends the engine’s', async ({ run, told }) => {
    await run(
      app(`function Derived() { MadeUp.Engine.call(this); }
        Derived.prototype = Object.create(MadeUp.Engine.prototype, { constructor: { value: Derived } });
        window.ZegoExpressEngine = Derived;`),
      `var engine = new ZegoExpressEngine(); ${ENTER} engine.startPublishingStream('s');`,
    );
    await expect
      .poll(() => lines(told))
      .toEqual(['1 engine 0.0.7', '1 call loginRoom', '1 call startPublishingStream']);
  });

  test('each of two engines by itself', async ({ run, told }) => {
    await run(
      app(`var one = new MadeUp.Engine(); var two = new MadeUp.Engine();
        one.loginRoom('a', { userID: 'ann' });
        two.loginRoom('b', { userID: 'bob' });
        one.emit('roomStateChanged', 'a', 'LOGINED');
        two.emit('roomStateChanged', 'b', 'LOGIN_FAILED');`),
    );
    await expect
      .poll(() => told)
      .toMatchObject([
        { what: 'engine', engine: 1 },
        { what: 'call', engine: 1, args: ['a', { userID: 'ann' }] },
        { what: 'engine', engine: 2 },
        { what: 'call', engine: 2, args: ['b', { userID: 'bob' }] },
        { what: 'event', engine: 1, args: ['a', 'LOGINED'] },
        { what: 'event', engine: 2, args: ['b', 'LOGIN_FAILED'] },
      ]);
  });

  test('still, once each, after the app has dropped all listeners', async ({ run, told }) => {
    const page = await run(
      app(`var engine = new MadeUp.Engine(), heard = [];
        engine.on('roomStateChanged', function () { heard.push('dropped'); });
        engine.off('roomStateChanged');
        engine.emit('roomStateChanged', 'r', 'after off');
        engine.off('roomStateChanged', function () {});
        engine.emit('roomStateChanged', 'r', 'after off of one');
        engine.on('roomStateChanged', function () { heard.push('dropped'); });
        engine.destroyEngine();
        engine.emit('roomStateChanged', 'r', 'after destroyEngine');`),
    );
    const states = () => told.flatMap((each) => (each.what === 'event' ? [each.args[1]] : []));
    await expect.poll(states).toEqual(['after off', 'after off of one', 'after destroyEngine']);
    // The app’s own are dropped as ever.
    expect(await page.evaluate('heard')).toEqual([]);
  });

  test('of what comes every few seconds only once, of the number of users when it changes', async ({
    run,
    told,
  }) => {
    await run(
      app(`var engine = new MadeUp.Engine();
        engine.getVersion();
        engine.emit('soundLevelUpdate', []);
        engine.emit('soundLevelUpdate', []);
        [1, 1, 2, 1].forEach(function (count) { engine.emit('roomOnlineUserCountUpdate', 'r', count); });`),
    );
    await expect
      .poll(() => lines(told).slice(1))
      .toEqual(['1 event soundLevelUpdate', ...Array<string>(3).fill('1 event roomOnlineUserCountUpdate')]);
  });

  test('where real classes came by a script tag', async ({ run, told }) => {
    await run(
      `class Rooms { loginRoom(room) { return Promise.resolve(room); } }
       class Engine extends Rooms {
         getVersion() { return '9.0.0'; }
         on() {} off() {} setEngineConfig() {}
         startPublishingStream(stream) { return stream === 's'; }
       }
       window.ZegoExpressEngine = Engine;`,
      `const engine = new ZegoExpressEngine(); const isOn = engine.startPublishingStream('s'); ${ENTER}`,
    );
    await expect
      .poll(() => lines(told))
      .toEqual(['1 engine 9.0.0', '1 call startPublishingStream', '1 call loginRoom']);
  });
});

test.describe('what the SDK refuses', () => {
  test('is told, and the app’s own promise rejects with the very same', async ({ run, told }) => {
    const page = await run(app('var engine = new MadeUp.Engine();'));
    const caught = await page.evaluate(
      "engine.loginRoom('full', 'secret', { userID: 'ann' }).then(() => 'in', (error) => error)",
    );
    expect(caught).toEqual({ code: 1002034, msg: 'room is full' });
    await expect
      .poll(() => told.at(-1))
      .toMatchObject({ what: 'refused', name: 'loginRoom', code: 1002034, message: 'room is full' });
  });

  test('by throwing is told, and thrown at the app', async ({ run, told }) => {
    const page = await run(app('var engine = new MadeUp.Engine();'));
    await expect(page.evaluate("engine.loginRoom('shut')")).rejects.toThrow('engine is destroyed');
    await expect
      .poll(() => told.at(-1))
      .toMatchObject({ what: 'refused', name: 'loginRoom', code: 0, message: 'engine is destroyed' });
  });

  test('and the app does not handle stays unhandled, and is so once', async ({ run, told }) => {
    const page = await run(
      app(`var unhandled = [];
        addEventListener('unhandledrejection', function (event) { unhandled.push(event.reason.code); });
        var engine = new MadeUp.Engine();
        engine.loginRoom('full');
        engine.loginRoom('full').catch(function () {});`),
    );
    await expect
      .poll(() => lines(told).filter((line) => line.includes('refused')))
      .toEqual(['1 refused loginRoom', '1 refused loginRoom']);
    // A browser says so in a task of its own.
    await expect.poll(() => page.evaluate('unhandled')).toEqual([1002034]);
  });
});

test('no token is told, however it looks and wherever it is', async ({ run, told }) => {
  const token = `04${'A'.repeat(80)}`;
  await run(
    app(`var engine = new MadeUp.Engine();
      engine.loginRoom('r', 'hush-1', { userID: 'ann' });
      engine.loginRoom('full', 'hush-2', { userID: 'ann', token: 'hush-3' }).catch(function () {});
      engine.switchRoom('r', 'r-2', 'hush-4', { userUpdate: true });
      engine.renewToken('hush-5', 'r');
      engine.setEngineConfig({ deep: [{ roomToken: 'hush-6', note: '${token}' }] });
      engine.emit('recvExperimentalAPI', { method: 'x', content: { token: 'hush-7', text: '${token}' } });`),
  );
  await expect.poll(() => lines(told)).toHaveLength(8);
  expect(JSON.stringify(told)).not.toMatch(/hush|AAAA/);
  expect(told.map((each) => ('args' in each ? each.args[0] : ''))).toEqual(
    expect.arrayContaining(['r', 'full', '(token)']),
  );
});

test.describe('what is no SDK is left alone:', () => {
  const PLAIN = { writable: true, enumerable: true, configurable: true };

  test('an object that happens to have the method', async ({ run, told }) => {
    const page = await run('');
    const seen = await page.evaluate(() => {
      const begin = (stream: string) => stream;
      const literal = { startPublishingStream: begin };
      const assigned: Record<string, unknown> = {};
      assigned['startPublishingStream'] = begin;
      const copied = Object.assign({}, literal);
      return [literal, assigned, copied].map((object) => {
        const own = { ...Object.getOwnPropertyDescriptor(object, 'startPublishingStream') };
        const isSame = own.value === begin;
        delete own.value;
        return { own, isSame, keys: Object.keys(object) };
      });
    });
    const untouched = { own: PLAIN, isSame: true, keys: ['startPublishingStream'] };
    expect(seen).toEqual([untouched, untouched, untouched]);
    expect(
      await page.evaluate("Object.keys({}).length + ('startPublishingStream' in Object(1) ? 0 : 9)"),
    ).toBe(0);
    expect(told).toEqual([]);
  });

  test('a class of the app’s with methods of these names', async ({ run, told }) => {
    const page = await run(
      `function Studio() {}
       Studio.prototype.startPublishingStream = function () { return 'begun'; };
       Studio.prototype.loginRoom = function (room) { return room + '!'; };
       var studio = new Studio();
       var atOnce = studio.loginRoom('r') + studio.startPublishingStream();
       var own = Object.getOwnPropertyDescriptor(Studio.prototype, 'startPublishingStream');
       delete own.value;`,
    );
    expect(await page.evaluate('[atOnce, studio.loginRoom("s"), own]')).toEqual(['r!begun', 's!', PLAIN]);
    expect(
      await page.evaluate(
        "[Object.keys(Studio.prototype), Object.getOwnPropertyNames(Studio.prototype), 'setEngineConfig' in studio]",
      ),
    ).toEqual([
      ['startPublishingStream', 'loginRoom'],
      ['constructor', 'startPublishingStream', 'loginRoom'],
      false,
    ]);
    expect(told).toEqual([]);
  });

  test('a module’s exports, which are called without an object', async ({ run, told }) => {
    const page = await run(
      `'use strict';
       var exported = {};
       exported.startPublishingStream = function () { return 'begun'; };
       exported.loginRoom = function (room) { return room; };
       var loginRoom = exported.loginRoom;
       exported.whose = function () { return typeof this; };
       exported.off = exported.whose;
       var atOnce = (0, exported.startPublishingStream)() + (0, exported.off)();`,
    );
    expect(
      await page.evaluate('[atOnce, loginRoom("r"), exported.off === exported.whose, Object.keys(exported)]'),
    ).toEqual(['begunundefined', 'r', true, ['startPublishingStream', 'loginRoom', 'whose', 'off']]);
    expect(told).toEqual([]);
  });
});

test.describe('where a page shows what it plays is found', () => {
  /** A page that plays stream `s`, with picture and sound, and another one, `t`. */
  const PLAYING = `
    function camera() {
      var canvas = document.createElement('canvas');
      canvas.getContext('2d').fillRect(0, 0, 1, 1);
      return canvas.captureStream(5);
    }
    function both() {
      var sound = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
      return new MediaStream(camera().getTracks().concat(sound));
    }
    function put(tag, stream, parent) {
      var element = document.createElement(tag);
      element.muted = true;
      element.srcObject = stream;
      if (parent) parent.appendChild(element);
      return element;
    }
    var engine = new MadeUp.Engine();
    engine.streams = { s: both(), t: both() };
    var playing = Promise.all([engine.startPlayingStream('s'), engine.startPlayingStream('t')]);`;

  /** What is found of `s`, when the page has done what `code` says with it: `video`, and all elements by `name`. */
  const FIND = (key: string) => {
    const memory = Reflect.get(window, key) as MediaMemory;
    return { video: memory.videoOf('s')?.title, all: memory.elementsOf('s').map(({ title }) => title) };
  };

  for (const [what, code, found] of [
    ['as it is', "put('video', s, document.body).title = 'a'", { video: 'a', all: ['a'] }],
    [
      'as a copy of its track',
      "put('video', new MediaStream([s.getVideoTracks()[0].clone()]), document.body).title = 'a'",
      { video: 'a', all: ['a'] },
    ],
    [
      'as a copy of a copy of the stream',
      "put('video', s.clone().clone(), document.body).title = 'a'",
      { video: 'a', all: ['a'] },
    ],
    [
      'in an element that only sounds and is in no document',
      "window.kept = put('audio', new MediaStream(s.clone().getAudioTracks())); kept.title = 'a'",
      { video: undefined, all: ['a'] },
    ],
    [
      'in a shadow root',
      `var host = document.body.appendChild(document.createElement('div'));
       put('video', s, host.attachShadow({ mode: 'closed' })).title = 'a'`,
      { video: 'a', all: ['a'] },
    ],
    [
      'with a track that it gets later',
      `var empty = new MediaStream();
       put('video', empty, document.body).title = 'a';
       empty.addTrack(s.getVideoTracks()[0]);`,
      { video: 'a', all: ['a'] },
    ],
    [
      'the largest first',
      `put('video', s, document.body).title = 'small';
       var large = put('video', s, document.body);
       large.title = 'large';
       document.querySelectorAll('video').forEach(function (video) { video.style.width = video === large ? '400px' : '40px'; });`,
      { video: 'large', all: ['large', 'small'] },
    ],
    [
      'and not where another one is, or nothing any more',
      `put('video', t, document.body).title = 't';
       var empty = put('video', s, document.body);
       empty.title = 'emptied';
       empty.srcObject = null;
       put('video', s).title = 'in no document';`,
      { video: undefined, all: ['in no document'] },
    ],
  ] as const)
    test(what, async ({ run }) => {
      const page = await run(app(PLAYING));
      await page.evaluate(`playing.then(([s, t]) => { ${code} })`);
      expect(await page.evaluate(FIND, MEDIA_KEY)).toEqual(found);
    });
});
