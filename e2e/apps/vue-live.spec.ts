import { reconnectionCases, test } from '../../fixtures/index.ts';
import { vueLive } from './vue-live.app.ts';

test.use({ app: vueLive });
reconnectionCases(test, { title: 'vue-live' });
