const params = new URLSearchParams(location.search);

export const room = params.get('room') ?? '';
export const role = params.get('role') === 'host' ? 'host' : 'audience';
export const userId = role === 'host' ? `host-${room}` : viewerId();

/** A viewer keeps the ID of this tab, also when the page is loaded again. */
function viewerId() {
  const id = sessionStorage.getItem('viewerId') ?? `viewer-${crypto.randomUUID().slice(0, 8)}`;
  sessionStorage.setItem('viewerId', id);
  return id;
}

let base;

/** The API's address: from the page's own address, or from the web server's configuration. */
export async function apiBase() {
  base ??= params.get('api') ?? (await getJson('/config.json')).api;
  return base.replace(/\/$/, '');
}

export async function fetchPass() {
  return getJson(`${await apiBase()}/api/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId, room, role }),
  });
}

async function getJson(url, init) {
  const response = await fetch(url, { cache: 'no-store', ...init });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.json();
}
