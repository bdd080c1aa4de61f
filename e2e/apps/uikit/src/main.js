import { ZegoUIKitPrebuilt } from '@zegocloud/zego-uikit-prebuilt';

// From the project's page in ZEGO's console.
const appID = 1484647939;
const serverSecret = 'c5ea9f8b27d1463a90be1f7742d8e6a0';

function randomID(length) {
  return Math.random()
    .toString(36)
    .slice(2, 2 + length);
}

const params = new URLSearchParams(window.location.search);
const scenario = params.get('scenario') || 'conference';
const roomID = params.get('roomID') || randomID(5);
const userID = params.get('userID') || randomID(5);
const userName = params.get('userName') || userID;
const role = params.get('role') === 'Audience' ? ZegoUIKitPrebuilt.Audience : ZegoUIKitPrebuilt.Host;

// For trying only: in production the back end makes the token.
const kitToken = ZegoUIKitPrebuilt.generateKitTokenForTest(appID, serverSecret, roomID, userID, userName);
const zp = ZegoUIKitPrebuilt.create(kitToken);

const address = window.location.origin + window.location.pathname;

zp.joinRoom({
  container: document.querySelector('#root'),
  showPreJoinView: false,
  ...(scenario === 'live'
    ? {
        scenario: { mode: ZegoUIKitPrebuilt.LiveStreaming, config: { role } },
        sharedLinks: [
          { name: 'Join as audience', url: `${address}?scenario=live&role=Audience&roomID=${roomID}` },
        ],
      }
    : {
        scenario: { mode: ZegoUIKitPrebuilt.VideoConference },
        sharedLinks: [{ name: 'Join', url: `${address}?scenario=conference&roomID=${roomID}` }],
      }),
});
