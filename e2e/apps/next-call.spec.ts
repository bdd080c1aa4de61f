import { reconnectionCases, test } from '../../fixtures/index.ts';
import { nextCall } from './next-call.app.ts';

test.use({ app: nextCall });
reconnectionCases(test, { title: 'next-call' });
