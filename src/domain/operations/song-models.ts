/** What one model takes for songs. Lengths are in characters. */
export interface SongModel {
  readonly lyrics: number;
  readonly style: number;
  /** Titles of continuations, and of covers. */
  readonly titles: { readonly extension: number; readonly cover: number };
  /** Whether a persona can be given with its kind. */
  readonly takesPersonaModel: boolean;
  readonly takesDuration: boolean;
  /** Seconds: the longest upload that it works on. */
  readonly longestUpload: number;
  /** Whether it accompanies a voice and sings over an instrumental. */
  readonly addsParts: boolean;
  readonly makesSounds: boolean;
}

const OLD: SongModel = {
  lyrics: 5_000,
  style: 1_000,
  titles: { extension: 100, cover: 100 },
  takesPersonaModel: false,
  takesDuration: false,
  longestUpload: 480,
  addsParts: false,
  makesSounds: false,
};
const V5: SongModel = { ...OLD, takesPersonaModel: true, addsParts: true, makesSounds: true };
const V5_5: SongModel = { ...V5, takesDuration: true };
const V6: SongModel = { ...V5_5, titles: { extension: 100, cover: 80 }, makesSounds: false };

/** Every published model of the provider's with its limits (provider.md, 5.1): the one table of them. */
const MODELS = {
  V4: { ...OLD, lyrics: 3_000, style: 200, titles: { extension: 80, cover: 80 } },
  V4_5: OLD,
  V4_5ALL: { ...OLD, titles: { extension: 80, cover: 80 }, longestUpload: 60 },
  V4_5PLUS: { ...OLD, addsParts: true },
  V5,
  V5_5,
  V6,
  V6_WILD: V6,
  V6_MINI: V6,
} satisfies Record<string, SongModel>;

const TABLE: ReadonlyMap<string, SongModel> = new Map(Object.entries(MODELS));

/** The published names for songs. */
export const SONG_MODELS: readonly string[] = [...TABLE.keys()];

/** The published names of those models that `can` admits. */
export const modelsThat = (can: (model: SongModel) => boolean): readonly string[] =>
  [...TABLE].filter(([, model]) => can(model)).map(([name]) => name);

/** Seconds: the longest track that any model makes. */
export const LONGEST_TRACK = 480;

/** What a model takes; of a name that is not published, the most that any model does. */
export const songModel = (name: string): SongModel => TABLE.get(name) ?? MODELS.V5_5;
