import { reconnectionCases, test } from '../../fixtures/index.ts';
import { plainPage } from './plain-page.app.ts';

test.use({ app: plainPage });
reconnectionCases(test, { title: 'plain-page' });
