import { reconnectionCases, test } from '../../fixtures/index.ts';
import { reactCall } from './react-call.app.ts';

test.use({ app: reactCall });
reconnectionCases(test, { title: 'react-call' });
