import { spawnSync } from 'node:child_process';

import { firefoxMediaObstacle } from '../../../fixtures/test/browser/firefox/media-obstacle.ts';

/** Starts what follows it where the loopback is the only interface. */
const NAMESPACE = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
/** Root needs no more; others are root of a namespace of their own, where the system lets them. */
const WAYS = [
  ['unshare', '--net', ...NAMESPACE],
  ['unshare', '--net', '--map-root-user', ...NAMESPACE],
];

/**
 * A command that starts another where Firefox can have media (see {@link firefoxMediaObstacle}): empty when that is so
 * here already, undefined when it cannot be had.
 */
export function loopbackOnly(): readonly string[] | undefined {
  if (firefoxMediaObstacle() === undefined) return [];
  if (process.platform !== 'linux') return undefined;
  return WAYS.find(([command = '', ...rest]) => spawnSync(command, [...rest, 'true']).status === 0);
}
