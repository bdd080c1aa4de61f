/** What our back end tells about the project in ZEGO's console. */
export interface Project {
  appId: number;
  server: string;
}

export async function fetchProject(): Promise<Project> {
  return getJson<Project>('/api/project');
}

/** A token is asked for anew for every login and every renewal. */
export async function fetchToken(userId: string): Promise<string> {
  const { token } = await getJson<{ token: string }>(`/api/token?userId=${encodeURIComponent(userId)}`);
  return token;
}

async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok) throw new Error(`The server answers ${response.status}`);
  return (await response.json()) as T;
}
