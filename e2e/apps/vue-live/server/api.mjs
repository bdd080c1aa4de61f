import { createServer } from 'node:http';
import cors from 'cors';
import express from 'express';
import { WebSocketServer } from 'ws';
import { makeToken } from './token.mjs';

/** Tokens over HTTP, viewers and likes over WebSocket, for pages of any origin. */
export function createApi({ appId, serverSecret }) {
  const seconds = Number(process.env.TOKEN_SECONDS ?? 3600);
  const app = express();
  app.use(cors(), express.json());

  app.post('/api/token', (request, response) => {
    const { userId, room, role } = request.body ?? {};
    if (typeof userId !== 'string' || !userId || typeof room !== 'string' || !room)
      return response.status(400).json({ error: 'userId and room are needed' });
    const mayPublish = role === 'host';
    const token = makeToken({ appId, secret: serverSecret, userId, room, mayPublish, seconds });
    response.json({ appId, token });
  });

  const server = createServer(app);
  const sockets = new WebSocketServer({ server, path: '/live' });
  const likes = new Map();

  sockets.on('connection', (socket, request) => {
    const query = new URL(request.url, 'http://localhost').searchParams;
    socket.room = query.get('room') ?? '';
    socket.isViewer = query.get('role') !== 'host';
    socket.on('message', (data) => {
      if (!String(data).includes('"like"')) return;
      likes.set(socket.room, (likes.get(socket.room) ?? 0) + 1);
      tell(socket.room);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => tell(socket.room));
    tell(socket.room);
  });

  function tell(room) {
    const here = [...sockets.clients].filter((s) => s.room === room && s.readyState === s.OPEN);
    const counts = { viewers: here.filter((s) => s.isViewer).length, likes: likes.get(room) ?? 0 };
    for (const socket of here) socket.send(JSON.stringify(counts));
  }

  return {
    server,
    dropSockets: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}
