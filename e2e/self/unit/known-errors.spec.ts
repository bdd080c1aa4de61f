import { expect, test } from '@playwright/test';

import { knownSdkError } from '../../../fixtures/test/participant/known-errors.ts';

const WORDS = "Cannot read properties of null (reading 'setting')";
const FRESH_PROFILE = 'no answer on a fresh profile';
const IN_THE_SDK = 'http://127.0.0.1:4100/assets/zego-express-engine-webrtc-Bx3kQ1.js';
const IN_THE_APP = 'http://127.0.0.1:4100/assets/index-C7tV.js';

const thrownIn = (file: string, ...callers: readonly string[]) => ({
  message: WORDS,
  stack: [`TypeError: ${WORDS}`, ...[file, ...callers].map((each) => `    at t.fetch (${each}:2:3147)`)].join(
    '\n',
  ),
});

test.describe('an uncaught error is excused', () => {
  test('when it is a known one and was thrown in the SDK’s own file', () => {
    expect(knownSdkError(thrownIn(IN_THE_SDK))).toContain(FRESH_PROFILE);
    expect(knownSdkError(thrownIn('https://cdn.example/ZegoExpressWebRTC-3.12.0.js?v=1'))).toContain(
      FRESH_PROFILE,
    );
    // Without a function’s name, and as Firefox writes it.
    expect(knownSdkError({ message: WORDS, stack: `${WORDS}\n    at ${IN_THE_SDK}:1:2` })).toContain(
      FRESH_PROFILE,
    );
    const message = `can't access property "binaryType", this.ws is null`;
    expect(knownSdkError({ message, stack: `onopen@${IN_THE_SDK}:1:2\nf@${IN_THE_APP}:3:4` })).toContain(
      'opened after all',
    );
  });

  test('but not when the app says the same, though the SDK has called it', () => {
    expect(knownSdkError(thrownIn(IN_THE_APP, IN_THE_SDK))).toBeUndefined();
    expect(knownSdkError(thrownIn('http://zego-express.example/app.js'))).toBeUndefined();
  });

  test('nor when nobody knows where it was thrown, or what it is', () => {
    expect(knownSdkError({ message: WORDS })).toBeUndefined();
    expect(knownSdkError({ message: WORDS, stack: WORDS })).toBeUndefined();
    expect(knownSdkError({ ...thrownIn(IN_THE_SDK), message: 'x is not a function' })).toBeUndefined();
  });
});
