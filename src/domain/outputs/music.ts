import type { OutputRules, ProgressEvent } from './output-rules.ts';

/** How far a piece of music has come, in order. */
export const MUSIC_STAGES = ['LYRICS', 'FIRST_TRACK', 'COMPLETE'] as const;
export type MusicStage = (typeof MUSIC_STAGES)[number];

/** One track of a music task. Everything but its id may still be missing. */
export interface Track {
  readonly audioId: string;
  readonly title: string | null;
  readonly tags: string | null;
  readonly lyrics: string | null;
  readonly model: string | null;
  /** Seconds. */
  readonly duration: number | null;
  readonly audioUrl: string | null;
  readonly streamUrl: string | null;
  readonly imageUrl: string | null;
  /** Epoch milliseconds, by the provider's clock. */
  readonly createdAt: number | null;
}

/** What every music operation yields: normally a pair of tracks, arriving in stages. */
export interface Music {
  readonly kind: 'music';
  readonly stage: MusicStage | null;
  readonly tracks: readonly Track[];
}

export const noMusic: Music = { kind: 'music', stage: null, tracks: [] };

const rank = (stage: MusicStage | null): number => (stage === null ? -1 : MUSIC_STAGES.indexOf(stage));

/** Whether `stage` lies after `than`. */
export const isLaterStage = (stage: MusicStage | null, than: MusicStage | null): boolean => rank(stage) > rank(than);

/** What is known after a report of a value: a missing one removes nothing, and an equal one is not kept a second time. */
const newer = <T>(known: T, reported: T): T => (reported === null || reported === known ? known : reported);

/** The known track with what is reported of it. A stored one may have fields of a later version: they stay. */
const refine = (known: Track, reported: Track, audioId: string): Track => ({
  ...known,
  audioId,
  title: newer(known.title, reported.title),
  tags: newer(known.tags, reported.tags),
  lyrics: newer(known.lyrics, reported.lyrics),
  model: newer(known.model, reported.model),
  duration: newer(known.duration, reported.duration),
  audioUrl: newer(known.audioUrl, reported.audioUrl),
  streamUrl: newer(known.streamUrl, reported.streamUrl),
  imageUrl: newer(known.imageUrl, reported.imageUrl),
  createdAt: newer(known.createdAt, reported.createdAt),
});

/** The most tracks in progress: a stolen callback URL must not make a task grow without limit. */
export const MAX_TRACKS = 50;

/** Prefix of ids that the gateway makes for a file whose id is missing, or is that of another file. */
const STAND_IN = 'url-';

/** An id for a file that has none of its own: the same for the same URL, whatever `digest` makes of it. */
export const standInId = (digest: string): string => `${STAND_IN}${digest}`;

const isStandIn = (audioId: string): boolean => audioId.startsWith(STAND_IN);

/** The tracks with `track` merged in: into the track with the same file, or else into the one with the same id. */
const lay = (tracks: readonly Track[], track: Track): readonly Track[] => {
  const withId = tracks.find(({ audioId }) => audioId === track.audioId);
  const withFile = tracks.find(({ audioUrl }) => audioUrl !== null && audioUrl === track.audioUrl);
  const previous = withFile ?? withId;
  if (previous === undefined) return tracks.length < MAX_TRACKS ? [...tracks, track] : tracks;
  // The provider's id replaces the gateway's, unless it is the id of another file.
  const isFree = withId === undefined || withId.audioUrl === null;
  const isRenamed = isStandIn(previous.audioId) && isFree && withId !== previous;
  const merged = refine(previous, track, isRenamed ? track.audioId : previous.audioId);
  const left = isRenamed ? tracks.filter((one) => one !== withId) : tracks;
  return left.map((one) => (one === previous ? merged : one));
};

/** The known output with reported progress merged in: each file once; the stage never goes back. */
export const mergeMusic = (known: Music, reported: Music): Music => ({
  kind: 'music',
  stage: isLaterStage(reported.stage, known.stage) ? reported.stage : known.stage,
  tracks: reported.tracks.reduce(lay, known.tracks),
});

const hasAudio = (track: Track): boolean => track.audioUrl !== null;

/** Whether both tracks are there: music comes as a pair, and a single track may be the first one. */
const isPair = ({ tracks }: Music): boolean => tracks.length >= 2 && tracks.every(hasAudio);

const STAGE_EVENTS: Readonly<Record<MusicStage, ProgressEvent | null>> = {
  LYRICS: 'LYRICS_READY',
  FIRST_TRACK: 'FIRST_TRACK_READY',
  COMPLETE: null,
};

export const music: OutputRules<Music> = {
  empty: noMusic,
  hasFiles: true,
  merge: mergeMusic,
  final: (reported) => ({ ...reported, stage: 'COMPLETE' }),
  partial: (reported) => ({ ...reported, stage: reported.tracks.some(hasAudio) ? 'FIRST_TRACK' : null }),
  hasResults: ({ tracks }) => tracks.some(hasAudio),
  isWhole: ({ tracks }) => tracks.length > 0 && tracks.every(hasAudio),
  isSurelyWhole: isPair,
  mayGrow: (output) => !isPair(output),
  hasPart: ({ tracks }, partId) => (tracks.length > 0 ? tracks.some(({ audioId }) => audioId === partId) : null),
  progressEvent: (known, next) =>
    next.stage !== null && isLaterStage(next.stage, known.stage) ? STAGE_EVENTS[next.stage] : null,
  summary: ({ tracks, stage }) => `${tracks.length} tracks${stage ? `, stage ${stage}` : ''}`,
};
