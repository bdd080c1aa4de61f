// Mistakes as they are seen in public code: each is one change of this app's source, which still builds.
export const mistakes = [
  {
    id: 'next-delete-without-stop',
    what: 'DELETE only removes the tile: the SDK plays on, and the same stream ID cannot be played again (1103049)',
    file: 'lib/session.ts',
    find: `        this.zg?.stopPlayingStream(streamID);
        this.update({ peers: this.view.peers.filter((peer) => peer.streamID !== streamID) });`,
    replace: `        this.update({ peers: this.view.peers.filter((peer) => peer.streamID !== streamID) });`,
    duty: 'ANCHOR-02',
  },
  {
    id: 'next-waits-for-disconnected',
    what: 'waits for DISCONNECTED in roomStateChanged, which SDK 3 never says: after the SDK has given up, "Reconnecting…" for good',
    file: 'lib/session.ts',
    find: `      case 'RECONNECT_FAILED':`,
    replace: `      case 'DISCONNECTED':`,
    duty: 'ROOM-09',
  },
  {
    id: 'next-unhandled-rejection',
    what: 'nobody handles the rejection of startPlayingStream',
    file: 'lib/session.ts',
    find: `    } catch (error) {
      this.playFailed(streamID, codeOf(error));
    }`,
    replace: `    } catch (error) {
      throw new Error(\`not played: \${codeOf(error)}\`);
    }`,
    duty: 'PLAY-05: an unhandled rejection in the page',
  },
  {
    id: 'next-never-publishes-again',
    what: 'after NO_PUBLISH with an error it never tries again',
    file: 'lib/session.ts',
    find: `    if (!this.retry(streamID, errorCode, again)) this.update({ notice: 'The other person cannot see you.' });`,
    replace: `    this.update({ notice: 'The other person cannot see you.' });`,
    duty: 'PUB-06',
  },
  {
    id: 'next-ignores-kickout',
    what: 'a user who was kicked out still sees "In the call"',
    file: 'lib/session.ts',
    find: `      case 'KICKOUT':
        this.leave({ logout: false });
        return this.onEnd(
          code === 1002050 ? 'You are in this call from another window.' : 'You were removed from this call.',
        );`,
    replace: `      case 'KICKOUT':
        return console.warn('kicked out', code);`,
    duty: 'ROOM-12',
  },
  {
    id: 'next-retry-survives-delete',
    what: 'an attempt that waits is not cancelled by DELETE: the stream is played after it has ended',
    file: 'lib/session.ts',
    find: `      if (updateType === 'DELETE') {
        this.forget(streamID);`,
    replace: `      if (updateType === 'DELETE') {`,
    duty: 'PLAY-04',
  },
  {
    id: 'next-random-user',
    what: 'a new user ID for each join: after a crash and a reload of the tab the other sees a ghost beside the one who is back, until P',
    file: 'lib/zego.ts',
    find: `  const id = sessionStorage.getItem('callerID') ?? crypto.randomUUID();`,
    replace: `  const id = crypto.randomUUID();`,
    duty: 'ANCHOR-03',
  },
  {
    id: 'next-video-outside-the-page',
    what: 'gives the stream to a video element that is not in the page',
    file: 'app/call/CallRoom.tsx',
    find: `    if (element.current) element.current.srcObject = media;`,
    replace: `    const video = document.createElement('video');
    video.autoplay = true;
    video.srcObject = media;`,
    duty: 'PLAY-01',
  },
  {
    id: 'next-stops-on-reconnecting',
    what: 'stops publishing for good on RECONNECTING',
    file: 'lib/session.ts',
    find: `        return this.update({ phase: 'reconnecting' });`,
    replace: `        this.zg?.stopPublishingStream(this.ownStreamID);
        return this.update({ phase: 'reconnecting' });`,
    duty: 'ANCHOR-01',
  },
  {
    id: 'next-new-stream-on-reconnected',
    what: 'publishes again on RECONNECTED under a new stream ID, while the old stream lives: the other sees two pictures',
    file: 'lib/session.ts',
    find: `      case 'LOGINED':
      case 'RECONNECTED':
        return this.update({ phase: 'joined' });`,
    replace: `      case 'LOGINED':
      case 'RECONNECTED':
        if (this.view.phase === 'reconnecting' && this.view.camera)
          this.zg?.startPublishingStream(\`\${this.ownStreamID}-\${Date.now()}\`, this.view.camera);
        return this.update({ phase: 'joined' });`,
    duty: 'ANCHOR-01',
  },
] as const;
