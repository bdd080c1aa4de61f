import { reconnectionCases, test } from '../../fixtures/index.ts';
import { uikitLive } from './uikit.app.ts';

test.use({ app: uikitLive });
reconnectionCases(test);
