import { reconnectionCases, test } from '../../fixtures/index.ts';
import { uikitConference } from './uikit.app.ts';

test.use({ app: uikitConference });
reconnectionCases(test, {
  title: 'uikit-conference',
  known: {
    'PUB-06': 'UIKit 2.18.4 does not publish again once the SDK has given up.',
    'PLAY-03': 'UIKit 2.18.4 does not play again once the SDK has given up.',
  },
});
