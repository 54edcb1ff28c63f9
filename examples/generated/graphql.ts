/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The voice to accompany, and how. */
export type AddInstrumentalInput = {
  /** How closely to follow the audio that is given. */
  audioWeight?: number | null | undefined;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** Provider's model name; the operator's DEFAULT_MODEL where it is absent. */
  model?: string | null | undefined;
  /** Styles to avoid, e.g. "Heavy Metal". */
  negativeTags: string;
  /** 0 to 1, at most two decimals, like the two below. */
  styleWeight?: number | null | undefined;
  /** The style of the accompaniment. */
  tags: string;
  /** Title of the tracks. */
  title: string;
  /** Address of the voice. The provider must be able to fetch it. */
  uploadUrl: string;
  /** Gender of the voice. By default the provider chooses. */
  vocalGender?: VocalGender | null | undefined;
  /** How far the music may depart from the usual. */
  weirdnessConstraint?: number | null | undefined;
};

/** The instrumental to sing over, and how to sing. */
export type AddVocalsInput = {
  /** How closely to follow the instrumental. */
  audioWeight?: number | null | undefined;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** Provider's model name; the operator's DEFAULT_MODEL where it is absent. */
  model?: string | null | undefined;
  /** Styles to avoid, e.g. "Heavy Metal". */
  negativeTags: string;
  /** Lyrics and singing style. */
  prompt: string;
  /** Style of the music, e.g. "Jazz, relaxed". */
  style: string;
  /** 0 to 1, at most two decimals, like the two below. */
  styleWeight?: number | null | undefined;
  /** Title of the tracks. */
  title: string;
  /** Address of the instrumental. The provider must be able to fetch it. */
  uploadUrl: string;
  /** Gender of the voice. By default the provider chooses. */
  vocalGender?: VocalGender | null | undefined;
  /** How far the music may depart from the usual. */
  weirdnessConstraint?: number | null | undefined;
};

/** The style to describe. */
export type BoostStyleInput = {
  /** In a few words, e.g. "Pop, dreamy"; at most 1,000 characters. */
  content: string;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
};

/** What is known of the provider's bill for a task. */
export type Charge =
  /** The provider accepted the purchase and charges for it. */
  | 'CHARGED'
  /** The provider's answer to the purchase was lost, and nothing has shown yet what became of it. */
  | 'MAYBE_CHARGED'
  /** The provider charged nothing. */
  | 'NOT_CHARGED'
  /** The task failed and the provider gave the credits back. */
  | 'REFUNDED';

/** What a continuation is to be; absent: all of it as the source was. */
export type ContinuationInput = {
  /** The words that are sung. An instruction here would be sung, too. */
  prompt?: string | null | undefined;
  /** Style of the music. */
  style?: string | null | undefined;
  /** Title of the tracks. */
  title?: string | null | undefined;
};

/** The file that will be sent. */
export type CreateUploadInput = {
  /** audio/…, image/… or video/…; what arrives is checked by its first bytes. */
  contentType: string;
  /** Its name, without a path. */
  fileName: string;
  /** Bytes. */
  size: number;
};

/** The track to film, and what the picture says. */
export type CreateVideoInput = {
  /** Name that the picture shows; at most 50 characters. */
  author?: string | null | undefined;
  /** Web address that the picture shows; at most 50 characters. */
  domainName?: string | null | undefined;
  /** Buy again although a live result exists. */
  forceNew?: boolean;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** The track, by the ids of the provider. */
  source: TrackRef;
};

/** A song that the provider writes. */
export type DescribedSongInput = {
  /** What it is about, and how it sounds: at most 3000 characters, for covers and mashups 500. */
  description: string;
};

/** The track to go on with, and how. */
export type ExtendMusicInput = {
  /** How closely to follow the audio that is given. */
  audioWeight?: number | null | undefined;
  /** What is to follow; absent: more of the same. */
  continuation?: ContinuationInput | null | undefined;
  /** Seconds into the track. Required with a continuation of one's own. */
  continueAt?: number | null | undefined;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** Without a voice. */
  instrumental?: boolean;
  /** Provider's model name; the operator's DEFAULT_MODEL where it is absent. */
  model?: string | null | undefined;
  /** Styles to avoid, e.g. "Heavy Metal". */
  negativeTags?: string | null | undefined;
  /** A persona of generatePersona, or a voice. */
  personaId?: string | null | undefined;
  /** What the persona lends. By default the provider chooses. */
  personaModel?: PersonaModel | null | undefined;
  /** The track. The model must be the one that made it. */
  source: TrackRef;
  /** 0 to 1, at most two decimals, like the two below. */
  styleWeight?: number | null | undefined;
  /** Gender of the voice. By default the provider chooses. */
  vocalGender?: VocalGender | null | undefined;
  /** How far the music may depart from the usual. */
  weirdnessConstraint?: number | null | undefined;
};

/** The music to draw cover pictures for. */
export type GenerateCoverInput = {
  /** Buy again although a live result exists. */
  forceNew?: boolean;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** The provider's id of a finished music task. */
  taskId: string;
};

/** What the lyrics are to be about. */
export type GenerateLyricsInput = {
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** At most 200 characters. */
  prompt: string;
};

/** The songs to blend, and how. */
export type GenerateMashupInput = {
  /** How closely to follow the audio that is given. */
  audioWeight?: number | null | undefined;
  /** Seconds, where the model takes it. */
  duration?: number | null | undefined;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** Without a voice. */
  instrumental?: boolean;
  /** Provider's model name; the operator's DEFAULT_MODEL where it is absent. */
  model?: string | null | undefined;
  /** What is to become of them. */
  song: SongInput;
  /** 0 to 1, at most two decimals, like the two below. */
  styleWeight?: number | null | undefined;
  /** Exactly two. */
  uploadUrls: Array<string>;
  /** Gender of the voice. By default the provider chooses. */
  vocalGender?: VocalGender | null | undefined;
  /** How far the music may depart from the usual. */
  weirdnessConstraint?: number | null | undefined;
};

/** What to write down as notes. */
export type GenerateMidiInput = {
  /** Buy again although a live result exists. */
  forceNew?: boolean;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** A separation, or one of its stems. */
  source: SeparationRef;
};

/** The song to make. */
export type GenerateMusicInput = {
  /** How closely to follow the audio that is given. */
  audioWeight?: number | null | undefined;
  /** Seconds, where the model takes it. */
  duration?: number | null | undefined;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** Without a voice. */
  instrumental?: boolean;
  /** Provider's model name; the operator's DEFAULT_MODEL where it is absent. */
  model?: string | null | undefined;
  /** Styles to avoid, e.g. "Heavy Metal". */
  negativeTags?: string | null | undefined;
  /** A persona of generatePersona, or a voice. */
  personaId?: string | null | undefined;
  /** What the persona lends. By default the provider chooses. */
  personaModel?: PersonaModel | null | undefined;
  /** What is to be sung and played. */
  song: SongInput;
  /** 0 to 1, at most two decimals, like the two below. */
  styleWeight?: number | null | undefined;
  /** Gender of the voice. By default the provider chooses. */
  vocalGender?: VocalGender | null | undefined;
  /** How far the music may depart from the usual. */
  weirdnessConstraint?: number | null | undefined;
};

/** The voice to keep, and its name. */
export type GeneratePersonaInput = {
  /** What the voice is like; at most 1,000 characters. */
  description: string;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** At most 100 characters. */
  name: string;
  /** A track with vocals, by the ids of the provider. */
  source: TrackRef;
  /** Style of the music, in words; at most 1,000 characters. */
  style?: string | null | undefined;
  /** Seconds. */
  vocalEnd?: number;
  /** Seconds; the window is 10 to 30 s long. */
  vocalStart?: number;
};

/** The sound to make. */
export type GenerateSoundsInput = {
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** C to B, Cm to Bm, sharps as `C#`. */
  key?: string | null | undefined;
  /** Its end leads back to its beginning. */
  loop?: boolean;
  /** Whether its words are written down, too. */
  lyrics?: boolean;
  /** Provider's model name; the operator's DEFAULT_MODEL where it is absent. */
  model?: string | null | undefined;
  /** What it is: at most 500 characters. */
  prompt: string;
  /** Beats a minute, 1 to 300. */
  tempo?: number | null | undefined;
};

/** The file to fetch. */
export type ImportFileInput = {
  /** Its name, without a path; by default the last part of the URL. */
  fileName?: string | null | undefined;
  /** The provider must be able to fetch it. */
  url: string;
};

/** How far a piece of music has come: the provider reports it in three stages. */
export type MusicStage =
  /** Every track has its file. */
  | 'COMPLETE'
  /** The first track has its file. */
  | 'FIRST_TRACK'
  /** The lyrics are written. */
  | 'LYRICS';

/** What can be bought. */
export type Operation =
  /** Play an accompaniment to an uploaded voice. */
  | 'ADD_INSTRUMENTAL'
  /** Sing over an uploaded instrumental. */
  | 'ADD_VOCALS'
  /** Describe a style in richer words. */
  | 'BOOST_STYLE'
  /** Make a WAV of a track. */
  | 'CONVERT_TO_WAV'
  /** Make a music video of a track. */
  | 'CREATE_VIDEO'
  /** Go on with a track. */
  | 'EXTEND_MUSIC'
  /** Draw cover pictures for a music task. */
  | 'GENERATE_COVER'
  /** Write lyrics. */
  | 'GENERATE_LYRICS'
  /** Blend two uploaded songs. */
  | 'GENERATE_MASHUP'
  /** Write down the notes of a separation. */
  | 'GENERATE_MIDI'
  /** Make a song. */
  | 'GENERATE_MUSIC'
  /** Make a reusable singer from a track. */
  | 'GENERATE_PERSONA'
  /** Make a sound or a loop. */
  | 'GENERATE_SOUNDS'
  /** Make a part of a track anew. */
  | 'REPLACE_SECTION'
  /** Split a track into stems. */
  | 'SEPARATE_VOCALS'
  /** Find out when each word of a track is sung. */
  | 'TIMESTAMP_LYRICS'
  /** Sing and play an uploaded song in another style. */
  | 'UPLOAD_AND_COVER'
  /** Go on with an uploaded song. */
  | 'UPLOAD_AND_EXTEND';

/** What a persona lends to a song. */
export type PersonaModel =
  /** Its way of making music. */
  | 'STYLE'
  /** Its voice. */
  | 'VOICE';

/** The part to make anew, and how. */
export type ReplaceSectionInput = {
  /** The words of the whole song, with those of the part. */
  fullLyrics: string;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** At least 10 seconds later; half of the track must stay as it is. */
  infillEnd: number;
  /** Seconds, at most two decimals, like the one below. */
  infillStart: number;
  /** With an uploadUrl, and only then. */
  model?: string | null | undefined;
  /** Styles to avoid, e.g. "Heavy Metal". */
  negativeTags?: string | null | undefined;
  /** The words of the part. */
  prompt: string;
  /** The song. */
  source: ReplaceSource;
  /** Style of the part. */
  tags: string;
  /** Title of the tracks. */
  title: string;
};

/** Exactly one. */
export type ReplaceSource =
  {   /** A track of a finished music task. */
  track: TrackRef; uploadUrl?: never; }
  |  { track?: never;   /** Any song that the provider can fetch. */
  uploadUrl: string; };

/** What to split, and how. */
export type SeparateVocalsInput = {
  /** Buy again although a live result exists. */
  forceNew?: boolean;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** What to split. */
  source: SeparationSource;
  /** Which stem, one of the provider's names; with SPLIT_STEM_ADVANCED, and only then. */
  stemName?: string | null | undefined;
  /** Into which stems to split it. */
  type?: SeparationType;
};

/** What to write down as notes. */
export type SeparationRef = {
  /** One stem of it (`Stem.audioId`); all of them where it is absent. */
  audioId?: string | null | undefined;
  /** The provider's id of a finished separation (`Task.upstreamTaskId`). */
  taskId: string;
};

/** What to split: exactly one of these. */
export type SeparationSource =
  {   /** Any public audio file of at most 20 MB, where the provider's edition takes one. */
  audioUrl: string; track?: never; }
  |  { audioUrl?: never;   /** A track of a finished music task. */
  track: TrackRef; };

/** Into which stems a track is split. */
export type SeparationType =
  /** Two stems, vocals and instrumental: upstream `separate_vocal`. */
  | 'SEPARATE_VOCAL'
  /** Up to twelve stems: upstream `split_stem`. */
  | 'SPLIT_STEM'
  /** One named stem and the rest of the mix: upstream `split_stem_advanced`. */
  | 'SPLIT_STEM_ADVANCED';

/** Exactly one: say what you want and let the provider write it, or write it yourself. */
export type SongInput =
  {   /** The provider writes it. */
  described: DescribedSongInput; written?: never; }
  |  { described?: never;   /** You have written it. */
  written: WrittenSongInput; };

/** The voice or instrument in a stem. */
export type StemKind =
  /** Backing vocals. */
  | 'BACKING_VOCALS'
  /** Bass. */
  | 'BASS'
  /** Brass. */
  | 'BRASS'
  /** Drum kit. */
  | 'DRUMS'
  /** Effects. */
  | 'FX'
  /** Guitars. */
  | 'GUITAR'
  /** Everything except the vocals. */
  | 'INSTRUMENTAL'
  /** Keyboards. */
  | 'KEYBOARD'
  /** A kind that this schema has no name for; see `label`. */
  | 'OTHER'
  /** Percussion other than the drum kit. */
  | 'PERCUSSION'
  /** Piano. */
  | 'PIANO'
  /** Strings. */
  | 'STRINGS'
  /** Synthesizers. */
  | 'SYNTH'
  /** Vocals; the lead vocals alone where there are backing vocals too. */
  | 'VOCALS'
  /** Woodwinds. */
  | 'WOODWINDS';

/** Why a task failed. */
export type TaskErrorCode =
  /** The provider tried and failed. */
  | 'GENERATION_FAILED'
  /** The provider refused the purchase; nothing was bought. */
  | 'REJECTED'
  /** The provider's content policy forbids it. */
  | 'SENSITIVE_CONTENT'
  /** The provider's answer was lost and no callback came before the deadline. Still adopted if one comes later. */
  | 'SUBMISSION_LOST'
  /** The provider did not finish in time. A result that comes later is still adopted. */
  | 'TIMED_OUT'
  /** The provider had an error of its own, or its record of the task makes no sense. */
  | 'UPSTREAM_ERROR';

/** The kind of an event in a timeline. */
export type TaskEventType =
  /** The purchase was written down. */
  | 'CREATED'
  /** The task failed; its `error` says why. */
  | 'FAILED'
  /** The first track has its file. */
  | 'FIRST_TRACK_READY'
  /** The lyrics are written. */
  | 'LYRICS_READY'
  /** The provider's answer to the purchase was lost. */
  | 'SUBMISSION_UNCONFIRMED'
  /** The provider accepted the purchase. From here on its id of the task is known. */
  | 'SUBMITTED'
  /** All files are there. */
  | 'SUCCEEDED';

/** Selects tasks. A task must match every list that is given. */
export type TaskFilter = {
  /** The task was bought by one of these operations. */
  operation?: Array<Operation> | null | undefined;
  /** The task is in one of these states. */
  status?: Array<TaskStatus> | null | undefined;
};

/** The state of a task. SUCCEEDED and FAILED are its finished states. */
export type TaskStatus =
  /** The task failed; `error` says why. Only a later report of the provider can still change this. */
  | 'FAILED'
  /** The provider accepted the purchase and is working on it. */
  | 'PROCESSING'
  /** The purchase is written down; the provider has not answered yet. */
  | 'SUBMITTING'
  /** All files are there. This state is final. */
  | 'SUCCEEDED'
  /** The provider's answer was lost: it may have been charged. A callback or the deadline decides. */
  | 'UNCONFIRMED';

/** A track, for operations that need nothing else. */
export type TrackInput = {
  /** Buy again although a live result exists. */
  forceNew?: boolean;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** The track, by the ids of the provider. */
  source: TrackRef;
};

/** A track by the provider's ids. */
export type TrackRef = {
  /** Which track of it (`Track.audioId`). */
  audioId: string;
  /** The provider's id of the music task that made the track (`Task.upstreamTaskId`, `Track.taskId`). */
  taskId: string;
};

/** The song to cover, and how. */
export type UploadAndCoverInput = {
  /** How closely to follow the audio that is given. */
  audioWeight?: number | null | undefined;
  /** Seconds, where the model takes it. */
  duration?: number | null | undefined;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** Without a voice. */
  instrumental?: boolean;
  /** Provider's model name; the operator's DEFAULT_MODEL where it is absent. */
  model?: string | null | undefined;
  /** Styles to avoid, e.g. "Heavy Metal". */
  negativeTags?: string | null | undefined;
  /** A persona of generatePersona, or a voice. */
  personaId?: string | null | undefined;
  /** What the persona lends. By default the provider chooses. */
  personaModel?: PersonaModel | null | undefined;
  /** What is to be sung and played to its tune. */
  song: SongInput;
  /** 0 to 1, at most two decimals, like the two below. */
  styleWeight?: number | null | undefined;
  /** Address of the song, of at most 8 minutes. The provider must be able to fetch it. */
  uploadUrl: string;
  /** Gender of the voice. By default the provider chooses. */
  vocalGender?: VocalGender | null | undefined;
  /** How far the music may depart from the usual. */
  weirdnessConstraint?: number | null | undefined;
};

/** The song to go on with, and how. */
export type UploadAndExtendInput = {
  /** How closely to follow the audio that is given. */
  audioWeight?: number | null | undefined;
  /** What is to follow; absent: more of the same. */
  continuation?: ContinuationInput | null | undefined;
  /** Seconds into the song. */
  continueAt: number;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** Without a voice. */
  instrumental?: boolean;
  /** Provider's model name; the operator's DEFAULT_MODEL where it is absent. */
  model?: string | null | undefined;
  /** Styles to avoid, e.g. "Heavy Metal". */
  negativeTags?: string | null | undefined;
  /** A persona of generatePersona, or a voice. */
  personaId?: string | null | undefined;
  /** What the persona lends. By default the provider chooses. */
  personaModel?: PersonaModel | null | undefined;
  /** 0 to 1, at most two decimals, like the two below. */
  styleWeight?: number | null | undefined;
  /** Address of the song, of at most 8 minutes. The provider must be able to fetch it. */
  uploadUrl: string;
  /** Gender of the voice. By default the provider chooses. */
  vocalGender?: VocalGender | null | undefined;
  /** How far the music may depart from the usual. */
  weirdnessConstraint?: number | null | undefined;
};

/** Why nothing was bought. */
export type UserErrorCode =
  /** The provider has made this before, for a task that is not known here; nothing was charged. */
  | 'ALREADY_EXISTS'
  /** The idempotencyKey was used with other input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The balance of the provider's account is too low. */
  | 'INSUFFICIENT_CREDITS'
  /** The input is malformed, or the provider's validation refused it. */
  | 'INVALID_INPUT'
  /** The provider knows no such task or track. */
  | 'NOT_FOUND'
  /** The viewer's own budget or rate, set by the operator, is used up. */
  | 'QUOTA_EXCEEDED'
  /** The provider's rate limit. */
  | 'RATE_LIMITED'
  /** The provider refused the operator's API key. */
  | 'UPSTREAM_REFUSED'
  /** The provider is down, in maintenance, or answers nonsense, and surely took nothing. */
  | 'UPSTREAM_UNAVAILABLE';

/** The gender of the singing voice. */
export type VocalGender =
  /** A female voice. */
  | 'FEMALE'
  /** A male voice. */
  | 'MALE';

/** A song in your own words. How long they may be depends on the model. */
export type WrittenSongInput = {
  /** Required unless instrumental. */
  lyrics?: string | null | undefined;
  /** Style of the music, e.g. "Jazz, relaxed". */
  style: string;
  /** Title of the tracks. */
  title: string;
};

export type AddInstrumentalMutationVariables = Exact<{
  input: AddInstrumentalInput;
}>;


export type AddInstrumentalMutation = { addInstrumental: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type AddVocalsMutationVariables = Exact<{
  input: AddVocalsInput;
}>;


export type AddVocalsMutation = { addVocals: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type BoostStyleMutationVariables = Exact<{
  input: BoostStyleInput;
}>;


export type BoostStyleMutation = { boostStyle: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', content: string, result: string | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type ConvertToWavMutationVariables = Exact<{
  input: TrackInput;
}>;


export type ConvertToWavMutation = { convertToWav: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', sourceTaskId: string, sourceAudioId: string, url: string | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type CreateUploadMutationVariables = Exact<{
  input: CreateUploadInput;
}>;


export type CreateUploadMutation = { createUpload: { upload: { id: string, putUrl: string, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type CreateVideoMutationVariables = Exact<{
  input: CreateVideoInput;
}>;


export type CreateVideoMutation = { createVideo: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', sourceTaskId: string, sourceAudioId: string, url: string | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type ExtendMusicMutationVariables = Exact<{
  input: ExtendMusicInput;
}>;


export type ExtendMusicMutation = { extendMusic: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GenerateCoverMutationVariables = Exact<{
  input: GenerateCoverInput;
}>;


export type GenerateCoverMutation = { generateCover: { reused: boolean, task:
      | { __typename: 'CoverTask', sourceTaskId: string, images: Array<string>, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GenerateLyricsMutationVariables = Exact<{
  input: GenerateLyricsInput;
}>;


export type GenerateLyricsMutation = { generateLyrics: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GenerateMashupMutationVariables = Exact<{
  input: GenerateMashupInput;
}>;


export type GenerateMashupMutation = { generateMashup: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GenerateMidiMutationVariables = Exact<{
  input: GenerateMidiInput;
}>;


export type GenerateMidiMutation = { generateMidi: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', sourceTaskId: string, sourceAudioId: string | null, fileUrl: string | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, instruments: Array<{ name: string, noteCount: number }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type MidiPartsFragment = { sourceTaskId: string, sourceAudioId: string | null, fileUrl: string | null, instruments: Array<{ name: string, noteCount: number }> };

export type GenerateMusicMutationVariables = Exact<{
  input: GenerateMusicInput;
}>;


export type GenerateMusicMutation = { generateMusic: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GeneratePersonaMutationVariables = Exact<{
  input: GeneratePersonaInput;
}>;


export type GeneratePersonaMutation = { generatePersona: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', sourceTaskId: string, sourceAudioId: string, personaId: string | null, name: string, description: string, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GenerateSoundsMutationVariables = Exact<{
  input: GenerateSoundsInput;
}>;


export type GenerateSoundsMutation = { generateSounds: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GetTaskQueryVariables = Exact<{
  id: string | number;
}>;


export type GetTaskQuery = { task:
    | { __typename: 'CoverTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'LyricsTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MidiTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MusicTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'PersonaTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'SeparationTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'StyleTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'TimestampedLyricsTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'VideoTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'WavTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
   | null };

export type ImportFileMutationVariables = Exact<{
  input: ImportFileInput;
}>;


export type ImportFileMutation = { importFile: { file: { url: string, fileName: string, size: number | null, contentType: string | null, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type ListSeparationsQueryVariables = Exact<{
  trackId: string | number;
}>;


export type ListSeparationsQuery = { node:
    | { title: string | null, separations: Array<{ id: string, status: TaskStatus, type: SeparationType, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }> }> }
    | Record<PropertyKey, never>
   | null };

export type ListTasksQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: TaskFilter | null | undefined;
}>;


export type ListTasksQuery = { tasks: { nodes: Array<
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    >, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ReadAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadAccountQuery = { credits: { balance: number, at: string }, twoStems: { credits: number | null }, allStems: { credits: number | null } };

export type ReadResultsQueryVariables = Exact<{
  id: string | number;
}>;


export type ReadResultsQuery = { task:
    | { __typename: 'CoverTask' }
    | { __typename: 'LyricsTask', variants: Array<{ title: string | null, text: string }> }
    | { __typename: 'MidiTask', sourceTaskId: string, sourceAudioId: string | null, fileUrl: string | null, instruments: Array<{ name: string, noteCount: number }> }
    | { __typename: 'MusicTask' }
    | { __typename: 'PersonaTask' }
    | { __typename: 'SeparationTask' }
    | { __typename: 'StyleTask' }
    | { __typename: 'TimestampedLyricsTask' }
    | { __typename: 'VideoTask', url: string | null }
    | { __typename: 'WavTask' }
   | null };

export type RefreshTaskMutationVariables = Exact<{
  id: string | number;
}>;


export type RefreshTaskMutation = { refreshTask: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type ReplaceSectionMutationVariables = Exact<{
  input: ReplaceSectionInput;
}>;


export type ReplaceSectionMutation = { replaceSection: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type SeparateVocalsMutationVariables = Exact<{
  input: SeparateVocalsInput;
}>;


export type SeparateVocalsMutation = { separateVocals: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type TaskOutcomeFragment = { reused: boolean, task:
    | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
   | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> };

type TaskState_CoverTask_Fragment = { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_LyricsTask_Fragment = { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_MidiTask_Fragment = { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_MusicTask_Fragment = { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_PersonaTask_Fragment = { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_SeparationTask_Fragment = { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_StyleTask_Fragment = { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_TimestampedLyricsTask_Fragment = { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_VideoTask_Fragment = { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_WavTask_Fragment = { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

export type TaskStateFragment =
  | TaskState_CoverTask_Fragment
  | TaskState_LyricsTask_Fragment
  | TaskState_MidiTask_Fragment
  | TaskState_MusicTask_Fragment
  | TaskState_PersonaTask_Fragment
  | TaskState_SeparationTask_Fragment
  | TaskState_StyleTask_Fragment
  | TaskState_TimestampedLyricsTask_Fragment
  | TaskState_VideoTask_Fragment
  | TaskState_WavTask_Fragment
;

export type TrackPartsFragment = { id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null };

export type StemPartsFragment = { kind: StemKind, label: string, url: string, duration: number | null };

export type TimestampLyricsMutationVariables = Exact<{
  input: TrackInput;
}>;


export type TimestampLyricsMutation = { timestampLyrics: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', sourceTaskId: string, sourceAudioId: string, waveform: Array<number>, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, words: Array<{ word: string, start: number, end: number }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type UploadAndCoverMutationVariables = Exact<{
  input: UploadAndCoverInput;
}>;


export type UploadAndCoverMutation = { uploadAndCover: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type UploadAndExtendMutationVariables = Exact<{
  input: UploadAndExtendInput;
}>;


export type UploadAndExtendMutation = { uploadAndExtend: { reused: boolean, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type WatchLyricsSubscriptionVariables = Exact<{
  id: string | number;
  afterVersion?: number | null | undefined;
}>;


export type WatchLyricsSubscription = { taskUpdated:
    | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, variants: Array<{ title: string | null, text: string }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
   };

export type WatchTaskSubscriptionVariables = Exact<{
  id: string | number;
  afterVersion?: number | null | undefined;
}>;


export type WatchTaskSubscription = { taskUpdated:
    | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
   };

export type WatchTasksSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: TaskFilter | null | undefined;
}>;


export type WatchTasksSubscription = { tasksUpdated: { cursor: string, task:
      | { __typename: 'CoverTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MidiTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'PersonaTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'StyleTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'VideoTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'WavTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, creditsConsumed: number | null, progress: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const MidiPartsFragmentDoc = new TypedDocumentString(`
    fragment MidiParts on MidiTask {
  sourceTaskId
  sourceAudioId
  instruments {
    name
    noteCount
  }
  fileUrl
}
    `, {"fragmentName":"MidiParts"}) as unknown as TypedDocumentString<MidiPartsFragment, unknown>;
export const TrackPartsFragmentDoc = new TypedDocumentString(`
    fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
    `, {"fragmentName":"TrackParts"}) as unknown as TypedDocumentString<TrackPartsFragment, unknown>;
export const StemPartsFragmentDoc = new TypedDocumentString(`
    fragment StemParts on Stem {
  kind
  label
  url
  duration
}
    `, {"fragmentName":"StemParts"}) as unknown as TypedDocumentString<StemPartsFragment, unknown>;
export const TaskStateFragmentDoc = new TypedDocumentString(`
    fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
    fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"fragmentName":"TaskState"}) as unknown as TypedDocumentString<TaskStateFragment, unknown>;
export const TaskOutcomeFragmentDoc = new TypedDocumentString(`
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
    fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"fragmentName":"TaskOutcome"}) as unknown as TypedDocumentString<TaskOutcomeFragment, unknown>;
export const AddInstrumentalDocument = new TypedDocumentString(`
    mutation AddInstrumental($input: AddInstrumentalInput!) {
  addInstrumental(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:283a0d7c1d9929c6d400859c374cc02e398b743e1a510f5f1c30fbb220dfb9c7"}) as unknown as TypedDocumentString<AddInstrumentalMutation, AddInstrumentalMutationVariables>;
export const AddVocalsDocument = new TypedDocumentString(`
    mutation AddVocals($input: AddVocalsInput!) {
  addVocals(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:72d5949b312569d4c95dcaeb8707ae1281153fba74503aef1ac1ab551fdcce96"}) as unknown as TypedDocumentString<AddVocalsMutation, AddVocalsMutationVariables>;
export const BoostStyleDocument = new TypedDocumentString(`
    mutation BoostStyle($input: BoostStyleInput!) {
  boostStyle(input: $input) {
    ...TaskOutcome
    task {
      ... on StyleTask {
        content
        result
      }
    }
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:2b3f17acf1fe64544aef4e40f1ebf1a5390562b5651a83c42b3a5049c9bfbefa"}) as unknown as TypedDocumentString<BoostStyleMutation, BoostStyleMutationVariables>;
export const ConvertToWavDocument = new TypedDocumentString(`
    mutation ConvertToWav($input: TrackInput!) {
  convertToWav(input: $input) {
    ...TaskOutcome
    task {
      ... on WavTask {
        sourceTaskId
        sourceAudioId
        url
      }
    }
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:e4befa76e81b662f2f8125d142e6d0aac928469f370e3fa2d4464a79c140fa2f"}) as unknown as TypedDocumentString<ConvertToWavMutation, ConvertToWavMutationVariables>;
export const CreateUploadDocument = new TypedDocumentString(`
    mutation CreateUpload($input: CreateUploadInput!) {
  createUpload(input: $input) {
    upload {
      id
      putUrl
      expiresAt
    }
    userErrors {
      code
      message
      field
      retryable
      retryAfter
    }
  }
}
    `, {"hash":"sha256:075d7f9853fe9b6550823999d0aeecaabbe47a844e02f690e6cb3a9075183276"}) as unknown as TypedDocumentString<CreateUploadMutation, CreateUploadMutationVariables>;
export const CreateVideoDocument = new TypedDocumentString(`
    mutation CreateVideo($input: CreateVideoInput!) {
  createVideo(input: $input) {
    ...TaskOutcome
    task {
      ... on VideoTask {
        sourceTaskId
        sourceAudioId
        url
      }
    }
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:a04139f79321519dc1738ef8459fc568088c169219f954e5f1c6960d2dc1c79c"}) as unknown as TypedDocumentString<CreateVideoMutation, CreateVideoMutationVariables>;
export const ExtendMusicDocument = new TypedDocumentString(`
    mutation ExtendMusic($input: ExtendMusicInput!) {
  extendMusic(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:49300f22ae7d66658ea8477e46a94e1a5dd28224167cf62e949abc64af44491f"}) as unknown as TypedDocumentString<ExtendMusicMutation, ExtendMusicMutationVariables>;
export const GenerateCoverDocument = new TypedDocumentString(`
    mutation GenerateCover($input: GenerateCoverInput!) {
  generateCover(input: $input) {
    ...TaskOutcome
    task {
      ... on CoverTask {
        sourceTaskId
        images
      }
    }
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:6e5a503dbb0d5fb82805adb488d2107ac131b7711d9d199e8d3dfeb33989952c"}) as unknown as TypedDocumentString<GenerateCoverMutation, GenerateCoverMutationVariables>;
export const GenerateLyricsDocument = new TypedDocumentString(`
    mutation GenerateLyrics($input: GenerateLyricsInput!) {
  generateLyrics(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:07fb08cc42c2120f67e848e8ec63176acd16b490d8418e03eda236bce736b5d1"}) as unknown as TypedDocumentString<GenerateLyricsMutation, GenerateLyricsMutationVariables>;
export const GenerateMashupDocument = new TypedDocumentString(`
    mutation GenerateMashup($input: GenerateMashupInput!) {
  generateMashup(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:954b1b32da15df1ee0b6c6fd7c2a541f614a29f1d6639c006ad7f6d0ca803220"}) as unknown as TypedDocumentString<GenerateMashupMutation, GenerateMashupMutationVariables>;
export const GenerateMidiDocument = new TypedDocumentString(`
    mutation GenerateMidi($input: GenerateMidiInput!) {
  generateMidi(input: $input) {
    ...TaskOutcome
    task {
      ...MidiParts
    }
  }
}
    fragment MidiParts on MidiTask {
  sourceTaskId
  sourceAudioId
  instruments {
    name
    noteCount
  }
  fileUrl
}
fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:d8007c49822db8db623a2fb425e9b3d30338dbd83b05e161e20451db2a18033a"}) as unknown as TypedDocumentString<GenerateMidiMutation, GenerateMidiMutationVariables>;
export const GenerateMusicDocument = new TypedDocumentString(`
    mutation GenerateMusic($input: GenerateMusicInput!) {
  generateMusic(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:df1cd226081937d2507fae1ce6b497efa3f45c9d1963e5fabb20e93c1c0339b0"}) as unknown as TypedDocumentString<GenerateMusicMutation, GenerateMusicMutationVariables>;
export const GeneratePersonaDocument = new TypedDocumentString(`
    mutation GeneratePersona($input: GeneratePersonaInput!) {
  generatePersona(input: $input) {
    ...TaskOutcome
    task {
      ... on PersonaTask {
        sourceTaskId
        sourceAudioId
        personaId
        name
        description
      }
    }
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:429129e0aca274a02c1e7ce912fa9a0c3a180879b579a4a799a3eb6b1ddbf29b"}) as unknown as TypedDocumentString<GeneratePersonaMutation, GeneratePersonaMutationVariables>;
export const GenerateSoundsDocument = new TypedDocumentString(`
    mutation GenerateSounds($input: GenerateSoundsInput!) {
  generateSounds(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:f1abf6d6be348d28d2e2cdc3d68f0bc2a61a3c5064a879819e2ae84860c6f457"}) as unknown as TypedDocumentString<GenerateSoundsMutation, GenerateSoundsMutationVariables>;
export const GetTaskDocument = new TypedDocumentString(`
    query GetTask($id: ID!) {
  task(id: $id) {
    ...TaskState
    createdAt
    updatedAt
    finishedAt
    expiresAt
    filesExpired
    timeline {
      at
      version
      type
      detail
    }
  }
}
    fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:f5b4bd903168ad788028853768fc3ce1ef562dcb518cb1e745d78eea427b0f71"}) as unknown as TypedDocumentString<GetTaskQuery, GetTaskQueryVariables>;
export const ImportFileDocument = new TypedDocumentString(`
    mutation ImportFile($input: ImportFileInput!) {
  importFile(input: $input) {
    file {
      url
      fileName
      size
      contentType
      expiresAt
    }
    userErrors {
      code
      message
      field
      retryable
      retryAfter
    }
  }
}
    `, {"hash":"sha256:c6697371c32c377d3e14bf066bd841ec9abb68a96a8a98e6bb64faa3c5f70666"}) as unknown as TypedDocumentString<ImportFileMutation, ImportFileMutationVariables>;
export const ListSeparationsDocument = new TypedDocumentString(`
    query ListSeparations($trackId: ID!) {
  node(id: $trackId) {
    ... on Track {
      title
      separations {
        id
        status
        type
        stems {
          ...StemParts
        }
      }
    }
  }
}
    fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:667ec32c943ffb404f925b7318ff000d70c4a237d89edb23b96c00724ad0c6dc"}) as unknown as TypedDocumentString<ListSeparationsQuery, ListSeparationsQueryVariables>;
export const ListTasksDocument = new TypedDocumentString(`
    query ListTasks($first: Int, $after: String, $filter: TaskFilter) {
  tasks(first: $first, after: $after, filter: $filter) {
    nodes {
      ...TaskState
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:f3611c763f4313a1a4d5ef437a7d34fecb5abd328866d51b263d5af1da0679ba"}) as unknown as TypedDocumentString<ListTasksQuery, ListTasksQueryVariables>;
export const ReadAccountDocument = new TypedDocumentString(`
    query ReadAccount {
  credits {
    balance
    at
  }
  twoStems: quote(operation: SEPARATE_VOCALS) {
    credits
  }
  allStems: quote(operation: SEPARATE_VOCALS, separationType: SPLIT_STEM) {
    credits
  }
}
    `, {"hash":"sha256:4657b803b3c1da8aca34041614d5564ee81af2a90c96f3b67d5a6a1b5437ad28"}) as unknown as TypedDocumentString<ReadAccountQuery, ReadAccountQueryVariables>;
export const ReadResultsDocument = new TypedDocumentString(`
    query ReadResults($id: ID!) {
  task(id: $id) {
    __typename
    ... on LyricsTask {
      variants {
        title
        text
      }
    }
    ... on MidiTask {
      ...MidiParts
    }
    ... on VideoTask {
      url
    }
  }
}
    fragment MidiParts on MidiTask {
  sourceTaskId
  sourceAudioId
  instruments {
    name
    noteCount
  }
  fileUrl
}`, {"hash":"sha256:3ca08fe4b9aa6132c36cbb8596ba33080ead117ea560b7d386aee59995343fea"}) as unknown as TypedDocumentString<ReadResultsQuery, ReadResultsQueryVariables>;
export const RefreshTaskDocument = new TypedDocumentString(`
    mutation RefreshTask($id: ID!) {
  refreshTask(id: $id) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:4767902d34f63799716eebe90993e769ed943c06f5a7b163649fe552bdaae173"}) as unknown as TypedDocumentString<RefreshTaskMutation, RefreshTaskMutationVariables>;
export const ReplaceSectionDocument = new TypedDocumentString(`
    mutation ReplaceSection($input: ReplaceSectionInput!) {
  replaceSection(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:8e4209e04bf583fe87f8b36cf34a7d1526c24cb991a50c74fe4acd0d18e74674"}) as unknown as TypedDocumentString<ReplaceSectionMutation, ReplaceSectionMutationVariables>;
export const SeparateVocalsDocument = new TypedDocumentString(`
    mutation SeparateVocals($input: SeparateVocalsInput!) {
  separateVocals(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:aa1ca7e8eba21e96e805a67b7adc77a008afb3f520b2cae5f3c3165cf6cc6b5d"}) as unknown as TypedDocumentString<SeparateVocalsMutation, SeparateVocalsMutationVariables>;
export const TimestampLyricsDocument = new TypedDocumentString(`
    mutation TimestampLyrics($input: TrackInput!) {
  timestampLyrics(input: $input) {
    ...TaskOutcome
    task {
      ... on TimestampedLyricsTask {
        sourceTaskId
        sourceAudioId
        words {
          word
          start
          end
        }
        waveform
      }
    }
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:ae0167d76822bf503e3d7de6fd21091eab33678476acf8f3a41af569e37489a8"}) as unknown as TypedDocumentString<TimestampLyricsMutation, TimestampLyricsMutationVariables>;
export const UploadAndCoverDocument = new TypedDocumentString(`
    mutation UploadAndCover($input: UploadAndCoverInput!) {
  uploadAndCover(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:95a428786bd3e773b253d70d9be122232c4699b9c61ffe159648a575c6c39429"}) as unknown as TypedDocumentString<UploadAndCoverMutation, UploadAndCoverMutationVariables>;
export const UploadAndExtendDocument = new TypedDocumentString(`
    mutation UploadAndExtend($input: UploadAndExtendInput!) {
  uploadAndExtend(input: $input) {
    ...TaskOutcome
  }
}
    fragment TaskOutcome on TaskPayload {
  task {
    ...TaskState
  }
  reused
  userErrors {
    code
    message
    field
    retryable
    retryAfter
  }
}
fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:816780c88bd41719275af14cc941ebe0b333028990c38faf49cd957efa0e14a9"}) as unknown as TypedDocumentString<UploadAndExtendMutation, UploadAndExtendMutationVariables>;
export const WatchLyricsDocument = new TypedDocumentString(`
    subscription WatchLyrics($id: ID!, $afterVersion: Int) {
  taskUpdated(id: $id, afterVersion: $afterVersion) {
    ...TaskState
    ... on LyricsTask {
      variants {
        title
        text
      }
    }
  }
}
    fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:a3cbd043a77e5939e5fd53a4f5311a43ffe5f1fa310f2719eb4cafe4010c655c"}) as unknown as TypedDocumentString<WatchLyricsSubscription, WatchLyricsSubscriptionVariables>;
export const WatchTaskDocument = new TypedDocumentString(`
    subscription WatchTask($id: ID!, $afterVersion: Int) {
  taskUpdated(id: $id, afterVersion: $afterVersion) {
    ...TaskState
  }
}
    fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:5132a17b483610fb0e98a0fa1d31cca24a862c0a969f0727042d1abf72cf47e9"}) as unknown as TypedDocumentString<WatchTaskSubscription, WatchTaskSubscriptionVariables>;
export const WatchTasksDocument = new TypedDocumentString(`
    subscription WatchTasks($after: String, $filter: TaskFilter) {
  tasksUpdated(after: $after, filter: $filter) {
    cursor
    task {
      ...TaskState
    }
  }
}
    fragment TaskState on Task {
  __typename
  id
  status
  version
  operation
  upstreamTaskId
  charge
  creditCost
  creditsConsumed
  progress
  error {
    code
    message
    upstreamCode
  }
  ... on MusicTask {
    stage
    tracks {
      ...TrackParts
    }
  }
  ... on SeparationTask {
    type
    stems {
      ...StemParts
    }
  }
}
fragment TrackParts on Track {
  id
  audioId
  taskId
  title
  duration
  audioUrl
}
fragment StemParts on Stem {
  kind
  label
  url
  duration
}`, {"hash":"sha256:050f3d588b0e15b8a06a3f2955a22538397b893f42dd3c37fe0f3ad8cbf33055"}) as unknown as TypedDocumentString<WatchTasksSubscription, WatchTasksSubscriptionVariables>;