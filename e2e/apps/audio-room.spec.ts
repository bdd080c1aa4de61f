import { reconnectionCases, test } from '../../fixtures/index.ts';
import { audioRoom } from './audio-room.app.ts';

test.use({ app: audioRoom });
reconnectionCases(test, { title: 'audio-room' });
