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

/** `track` with its null fields taken from `previous`: a report with fewer fields removes nothing. */
const refine = (previous: Track, track: Track): Track => {
  const refined: Record<string, unknown> & Track = { ...previous };
  for (const [name, value] of Object.entries(track)) if (value !== null) refined[name] = value;
  return refined;
};

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
  const isRenamed = isStandIn(previous.audioId) && (withId === undefined || withId.audioUrl === null);
  const merged = { ...refine(previous, track), audioId: isRenamed ? track.audioId : previous.audioId };
  return tracks.flatMap((one) => {
    if (one === previous) return [merged];
    return isRenamed && one === withId ? [] : [one];
  });
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
