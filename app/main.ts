import { AddressError, readAddress } from './session/address.ts';
import { createRoomSession } from './session/room-session.ts';
import { createPictures } from './view/pictures.ts';
import { showAddressHelp, showRoom } from './view/room-view.ts';

const root = document.querySelector<HTMLElement>('#app');
if (!root) throw new Error('The page has no #app element.');

try {
  const address = readAddress(location.search);
  const pictures = createPictures();
  const session = createRoomSession(address, pictures);
  showRoom(root, address, session, pictures);
  void (address.joinOnLoad ? session.join() : session.prepare());
} catch (error) {
  if (!(error instanceof AddressError)) throw error;
  showAddressHelp(root, error.faults);
}
