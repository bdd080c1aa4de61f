import { reconnectionCases, test } from '../../fixtures/index.ts';
import { uikitLive } from './uikit.app.ts';

test.use({ app: uikitLive });
reconnectionCases(test, {
  title: 'uikit-live',
  known: {
    'PUB-06': 'UIKit 2.18.4 does not publish again once the SDK has given up.',
    'PLAY-03': 'UIKit 2.18.4 does not play again once the SDK has given up.',
  },
});
