import { reconnectionCases, test } from '../../fixtures/index.ts';
import { uikitConference } from './uikit.app.ts';

test.use({ app: uikitConference });
reconnectionCases(test);
