import { isLoopback } from '../core/addresses.ts';
import type { HostedContent } from '../core/hosted-files.ts';
import type { MediaFile } from '../core/task.ts';
import { isHeardIn } from '../music/score.ts';
import { audioSeconds } from './audio-length.ts';

/** A ready `uploadUrl` for demos and docs: a song without its vocals. */
export const SAMPLE_PATH = '/media/sample/instrumental.mp3';
export const sampleFile: MediaFile = {
  path: SAMPLE_PATH,
  part: 'instrumental',
  song: { seed: 'sample', seconds: 20, hasVocals: true },
};

/** What the mock knows of the file that a purchase names: the song in it, or why the provider could not have used it. */
export type Upload =
  /** `isOwn`: the file is one of the mock's own, and the song is the one that it plays. */
  | { readonly song: MediaFile['song']; readonly isOwn: boolean; readonly failure: null }
  | { readonly song: null; readonly failure: 'file-unreachable' | 'unsupported-format' };

/** What a file that is not looked at is taken to last, in seconds. */
const ASSUMED_SECONDS = 20;
/** Longest source the provider takes: eight minutes. */
const LONGEST_SECONDS = 8 * 60;
const LARGEST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 3_000;

const unreachable: Upload = { song: null, failure: 'file-unreachable' };

/**
 * Makes the function that finds out what is heard in an upload. Files of the mock's own are known, and those of its
 * upload host are there. Others are fetched only from loopback addresses, for their length: a mock must not reach into
 * the world, so any other address is taken to be a fine file.
 *
 * @param hosted the file of the upload host at a URL; its content is null where it is gone.
 */
export const createUploadReader = (
  ownFile: (url: URL, origin: string) => MediaFile | undefined,
  hosted: (url: URL, origin: string) => { readonly content: HostedContent | null } | undefined,
  stemNames: (song: MediaFile['song']) => readonly string[],
  send: (request: Request) => Promise<Response>,
) => {
  /** The song of a file, without the stems that are not heard in it. */
  const heardIn = ({ part, song }: MediaFile): MediaFile['song'] =>
    part === 'mix' || part === 'wav' || part === 'video'
      ? song
      : { ...song, only: stemNames(song).filter((name) => isHeardIn(part, name)) };

  /** By its length: what is heard in it is not known. */
  const foreign = async (url: URL, bytes: Uint8Array): Promise<Upload> => {
    const seconds = await audioSeconds(bytes);
    if (seconds === null || seconds <= 0) return { song: null, failure: 'unsupported-format' };
    return {
      song: { seed: url.href, seconds: Math.min(seconds, LONGEST_SECONDS), hasVocals: true },
      isOwn: false,
      failure: null,
    };
  };

  const fromOwn = (file: MediaFile): Upload =>
    file.part === 'cover'
      ? { song: null, failure: 'unsupported-format' }
      : { song: heardIn(file), isOwn: true, failure: null };

  const fetched = async (url: URL): Promise<Upload> => {
    try {
      const response = await send(new Request(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }));
      if (!response.ok || Number(response.headers.get('content-length')) > LARGEST_BYTES) {
        await response.body?.cancel();
        return unreachable;
      }
      return await foreign(url, new Uint8Array(await response.arrayBuffer()));
    } catch {
      // The provider could not have fetched the file either, whatever the reason was.
      return unreachable;
    }
  };

  return async (address: string, origin: string): Promise<Upload> => {
    const url = new URL(address);
    const own = ownFile(url, origin);
    if (own) return fromOwn(own);
    const stored = hosted(url, origin);
    if (stored) {
      if (stored.content === null) return unreachable;
      return stored.content.kind === 'own' ? fromOwn(stored.content.file) : await foreign(url, stored.content.bytes);
    }
    if (isLoopback(url)) return fetched(url);
    return { song: { seed: address, seconds: ASSUMED_SECONDS, hasVocals: true }, isOwn: false, failure: null };
  };
};
