import { onBeforeUnmount, ref } from 'vue';
import { apiBase, role, room } from './api.js';

/** Viewers and likes, told over a socket that is opened again when it drops. */
export function useCounter() {
  const viewers = ref(0);
  const likes = ref(0);
  let socket;
  let timer;
  let wanted = false;
  let pause = 1000;

  async function open() {
    wanted = true;
    clearTimeout(timer);
    try {
      const base = (await apiBase()).replace(/^http/, 'ws');
      if (!wanted || socket) return;
      socket = new WebSocket(`${base}/live?${new URLSearchParams({ room, role })}`);
    } catch {
      return again();
    }
    socket.onopen = () => (pause = 1000);
    socket.onmessage = ({ data }) => {
      const counts = JSON.parse(data);
      viewers.value = counts.viewers;
      likes.value = counts.likes;
    };
    socket.onclose = () => {
      socket = undefined;
      if (wanted) again();
    };
  }

  function again() {
    timer = setTimeout(open, pause);
    pause = Math.min(pause * 2, 10_000);
  }

  function close() {
    wanted = false;
    clearTimeout(timer);
    socket?.close();
  }

  function like() {
    if (socket?.readyState === WebSocket.OPEN) socket.send('{"type":"like"}');
  }

  onBeforeUnmount(close);
  return { viewers, likes, open, close, like };
}
