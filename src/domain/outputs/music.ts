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

/** Fills what `track` leaves null from `previous`: a thinner report takes nothing away. */
const refine = (previous: Track | undefined, track: Track): Track => {
  if (previous === undefined) return track;
  const known = Object.entries(track).filter(([, value]) => value !== null);
  return { ...previous, ...Object.fromEntries(known) };
};

/** A report of work in progress laid over what is known: tracks by id, the stage never back. */
export const mergeMusic = (known: Music, reported: Music): Music => {
  const tracks = new Map(known.tracks.map((track) => [track.audioId, track]));
  for (const track of reported.tracks) tracks.set(track.audioId, refine(tracks.get(track.audioId), track));
  return {
    kind: 'music',
    stage: isLaterStage(reported.stage, known.stage) ? reported.stage : known.stage,
    tracks: [...tracks.values()],
  };
};
