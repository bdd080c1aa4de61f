/** Who this page is, as its address says. */
export interface Address {
  /** The anchor publishes its camera; the audience plays what others publish. */
  readonly role: 'anchor' | 'audience';
  readonly room: string;
  readonly user: string;
  /** Whether the page wants to hear who comes and goes. */
  readonly userUpdate: boolean;
  /** Whether the page joins by itself; otherwise on the button. */
  readonly joinOnLoad: boolean;
  /** Whether an anchor publishes by itself once it is in; otherwise on the button. */
  readonly publishOnJoin: boolean;
  /** The stream that an anchor publishes. */
  readonly stream: string;
  /** Whether an anchor publishes pictures, and sound. */
  readonly camera: boolean;
  readonly microphone: boolean;
  /** Whether the page renews its token when the SDK warns of its end, as an app should. */
  readonly renew: boolean;
  /** The SDK's default (H264) when undefined. */
  readonly codec: 'H264' | 'VP8' | undefined;
  /** A stream to play that nobody announced; an audience may know one from elsewhere. */
  readonly play: string | undefined;
  /** Handed to the SDK's `setEngineConfig` as it is. */
  readonly engineConfig: Readonly<Record<string, unknown>>;
}

/** The address lacks something or says something unknown; `faults` has one sentence for each. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join(' '));
    this.faults = faults;
  }
}

/** ZEGO's limits for room and user IDs: letters, digits and some marks, at most 128 and 64 bytes. */
const ID_PATTERN = /^[\w!#$%&'()*+,\-.:;<=>?@[\]^`{|}~]+$/;

/**
 * Reads the page's address.
 * @param search the query part, for example `?role=anchor&room=r1&user=ann`.
 * @throws AddressError that names everything that is wrong.
 */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const faults: string[] = [];
  const role = query.get('role') ?? '';
  if (role !== 'anchor' && role !== 'audience')
    faults.push(`“role” is ${quote(role)}: use role=anchor to publish or role=audience to watch.`);
  const room = readId(query, 'room', 128, faults);
  const user = readId(query, 'user', 64, faults);
  const codec = query.get('codec') ?? undefined;
  if (codec !== undefined && codec !== 'H264' && codec !== 'VP8')
    faults.push(`“codec” is “${codec}”: use H264 or VP8, or leave it out.`);
  const engineConfig = readEngineConfig(query.get('engineConfig'), faults);
  if (faults.length > 0) throw new AddressError(faults);
  return {
    role: role === 'anchor' ? 'anchor' : 'audience',
    room,
    user,
    userUpdate: query.get('userUpdate') !== 'off',
    joinOnLoad: query.get('join') !== 'manual',
    publishOnJoin: query.get('publish') !== 'manual',
    stream: query.get('stream') ?? `${user}-camera`,
    camera: query.get('camera') !== 'off',
    microphone: query.get('microphone') !== 'off',
    renew: query.get('renew') !== 'off',
    codec: codec === 'H264' || codec === 'VP8' ? codec : undefined,
    play: query.get('play') ?? undefined,
    engineConfig,
  };
}

function readId(query: URLSearchParams, name: string, maxLength: number, faults: string[]): string {
  const value = query.get(name) ?? '';
  if (value === '') faults.push(`“${name}” is empty: add ${name}=… to the address.`);
  else if (value.length > maxLength)
    faults.push(`“${name}” is longer than ${maxLength} characters: shorten it.`);
  else if (!ID_PATTERN.test(value))
    faults.push(`“${name}” holds a character that ZEGO does not allow: use letters, digits, - and _.`);
  return value;
}

function readEngineConfig(json: string | null, faults: string[]): Record<string, unknown> {
  if (json === null) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below, like any other value that is no object.
  }
  faults.push(`“engineConfig” is not a JSON object: use for example engineConfig={"roomRetryTime":60}.`);
  return {};
}

function quote(value: string): string {
  return value === '' ? 'missing' : `“${value}”`;
}
