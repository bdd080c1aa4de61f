import { pinnedSdkVersion } from '../../../fixtures/test/settings/sdk-version.ts';
import { publishedVersions, versionsOnShelf } from './installed.ts';
import { inOrder, lastOfEachMinor, readVersions } from './versions.ts';

/**
 * Which versions to run: those named, else the last release of each minor. The pinned one is always among them, since all
 * others are compared with it.
 * @param words what was named on the command line.
 * @throws Error when a word is no version.
 */
export async function askedVersions(words: readonly string[], signal: AbortSignal): Promise<string[]> {
  if (words.length > 0) return inOrder([...readVersions(words), pinnedSdkVersion()]);
  try {
    return inOrder([...lastOfEachMinor(await publishedVersions(signal)), pinnedSdkVersion()]);
  } catch (error) {
    if (signal.aborted) return [];
    const shelf = versionsOnShelf();
    console.error(
      `${error instanceof Error ? error.message : String(error)}\n` +
        'The npm registry cannot be asked which versions there are: ' +
        (shelf.length > 0
          ? `running those that were installed before, ${inOrder(shelf).join(', ')}.`
          : `only ${pinnedSdkVersion()}, which is in node_modules, can run. Try again with a network.`),
    );
    return inOrder([...shelf, pinnedSdkVersion()]);
  }
}
