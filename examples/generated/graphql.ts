/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** The file that will be sent. */
export type CreateUploadInput = {
  /** audio/…, image/… or video/…; what arrives is checked by its first bytes. */
  contentType: string;
  /** Its name, without a path. */
  fileName: string;
  /** Bytes. */
  size: number;
};

/** What the lyrics are to be about. */
export type GenerateLyricsInput = {
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** At most 200 characters. */
  prompt: string;
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
  /** Sing over an uploaded instrumental. */
  | 'ADD_VOCALS'
  /** Write lyrics. */
  | 'GENERATE_LYRICS'
  /** Split a track into stems. */
  | 'SEPARATE_VOCALS'
  /** Find out when each word of a track is sung. */
  | 'TIMESTAMP_LYRICS';

/** What to split, and how. */
export type SeparateVocalsInput = {
  /** Buy again although a live result exists. */
  forceNew?: boolean;
  /** 1 to 255 characters. The same key with the same input is the same task; with other input, an error. */
  idempotencyKey?: string | null | undefined;
  /** What to split. */
  source: SeparationSource;
  /** Into which stems to split it. */
  type?: SeparationType;
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
  | 'SPLIT_STEM';

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

/** Why nothing was bought. */
export type UserErrorCode =
  /** The provider has made this before, for somebody whose task is not here; nothing was charged. */
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

export type AddVocalsMutationVariables = Exact<{
  input: AddVocalsInput;
}>;


export type AddVocalsMutation = { addVocals: { reused: boolean, task:
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type CreateUploadMutationVariables = Exact<{
  input: CreateUploadInput;
}>;


export type CreateUploadMutation = { createUpload: { upload: { id: string, putUrl: string, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GenerateLyricsMutationVariables = Exact<{
  input: GenerateLyricsInput;
}>;


export type GenerateLyricsMutation = { generateLyrics: { reused: boolean, task:
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type GetTaskQueryVariables = Exact<{
  id: string | number;
}>;


export type GetTaskQuery = { task:
    | { __typename: 'LyricsTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MusicTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'SeparationTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'TimestampedLyricsTask', createdAt: string, updatedAt: string, finishedAt: string | null, expiresAt: string | null, filesExpired: boolean, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, timeline: Array<{ at: string, version: number, type: TaskEventType, detail: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
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
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    >, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ReadAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadAccountQuery = { credits: { balance: number, at: string }, twoStems: { credits: number | null }, allStems: { credits: number | null } };

export type RefreshTaskMutationVariables = Exact<{
  id: string | number;
}>;


export type RefreshTaskMutation = { refreshTask: { reused: boolean, task:
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type SeparateVocalsMutationVariables = Exact<{
  input: SeparateVocalsInput;
}>;


export type SeparateVocalsMutation = { separateVocals: { reused: boolean, task:
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type TaskOutcomeFragment = { reused: boolean, task:
    | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
   | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> };

type TaskState_LyricsTask_Fragment = { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_MusicTask_Fragment = { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_SeparationTask_Fragment = { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

type TaskState_TimestampedLyricsTask_Fragment = { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null };

export type TaskStateFragment =
  | TaskState_LyricsTask_Fragment
  | TaskState_MusicTask_Fragment
  | TaskState_SeparationTask_Fragment
  | TaskState_TimestampedLyricsTask_Fragment
;

export type TrackPartsFragment = { id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null };

export type StemPartsFragment = { kind: StemKind, label: string, url: string, duration: number | null };

export type TimestampLyricsMutationVariables = Exact<{
  input: TrackInput;
}>;


export type TimestampLyricsMutation = { timestampLyrics: { reused: boolean, task:
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', sourceTaskId: string, sourceAudioId: string, waveform: Array<number>, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, words: Array<{ word: string, start: number, end: number }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean, retryAfter: number | null }> } };

export type WatchLyricsSubscriptionVariables = Exact<{
  id: string | number;
  afterVersion?: number | null | undefined;
}>;


export type WatchLyricsSubscription = { taskUpdated:
    | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, variants: Array<{ title: string | null, text: string }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
   };

export type WatchTaskSubscriptionVariables = Exact<{
  id: string | number;
  afterVersion?: number | null | undefined;
}>;


export type WatchTaskSubscription = { taskUpdated:
    | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
    | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
   };

export type WatchTasksSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: TaskFilter | null | undefined;
}>;


export type WatchTasksSubscription = { tasksUpdated: { cursor: string, task:
      | { __typename: 'LyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'MusicTask', stage: MusicStage | null, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, tracks: Array<{ id: string, audioId: string, taskId: string, title: string | null, duration: number | null, audioUrl: string | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'SeparationTask', type: SeparationType, id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, stems: Array<{ kind: StemKind, label: string, url: string, duration: number | null }>, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
      | { __typename: 'TimestampedLyricsTask', id: string, status: TaskStatus, version: number, operation: Operation, upstreamTaskId: string | null, charge: Charge, creditCost: number | null, error: { code: TaskErrorCode, message: string, upstreamCode: number | null } | null }
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
}`, {"hash":"sha256:51fc373d05bc7631ac131cff945b79f750a84588002d3aae010a0a165e523b06"}) as unknown as TypedDocumentString<AddVocalsMutation, AddVocalsMutationVariables>;
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
}`, {"hash":"sha256:8e56b9ee1de93ef730300586acd73b37357f662321bec6d7889c88c0688c8cb6"}) as unknown as TypedDocumentString<GenerateLyricsMutation, GenerateLyricsMutationVariables>;
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
}`, {"hash":"sha256:ba6631e05f2b59c60cd3670bc7db87244426116b8fdf3181b6839f308d527fb7"}) as unknown as TypedDocumentString<GetTaskQuery, GetTaskQueryVariables>;
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
}`, {"hash":"sha256:5467c82a5e105b5feef84fc2eeb45decbeb43f741c1bec47e090bab0aedd6fa8"}) as unknown as TypedDocumentString<ListTasksQuery, ListTasksQueryVariables>;
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
}`, {"hash":"sha256:08fa9c331b744c5ade6c8ee692cfafb9ea2bbc70ea71f42fd9c1bce9368b1fd8"}) as unknown as TypedDocumentString<RefreshTaskMutation, RefreshTaskMutationVariables>;
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
}`, {"hash":"sha256:9c60c668b18a30ee4479680290d11c885f691b9201eb4ba7cbe843d4726d7e01"}) as unknown as TypedDocumentString<SeparateVocalsMutation, SeparateVocalsMutationVariables>;
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
}`, {"hash":"sha256:fd453cfb94404b1827a3fba36879fed4475520223be7c42d8b1b3dd67b50e72f"}) as unknown as TypedDocumentString<TimestampLyricsMutation, TimestampLyricsMutationVariables>;
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
}`, {"hash":"sha256:7024ec443de2a396f07d3a3da7f3cae3e58fe0403454991eb0134f7bdc938672"}) as unknown as TypedDocumentString<WatchLyricsSubscription, WatchLyricsSubscriptionVariables>;
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
}`, {"hash":"sha256:3cf0d5d610f1d95ef91984ae58f48e1de55233ae27eb5f68cde40e085f2962dc"}) as unknown as TypedDocumentString<WatchTaskSubscription, WatchTaskSubscriptionVariables>;
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
}`, {"hash":"sha256:4e3c10887f7a8f6a3c682194b00a122f0961dd5fc00d2caa58232c86871a2d77"}) as unknown as TypedDocumentString<WatchTasksSubscription, WatchTasksSubscriptionVariables>;