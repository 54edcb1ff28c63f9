/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation AddInstrumental($input: AddInstrumentalInput!) {\n  addInstrumental(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.AddInstrumentalDocument,
    "mutation AddVocals($input: AddVocalsInput!) {\n  addVocals(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.AddVocalsDocument,
    "mutation BoostStyle($input: BoostStyleInput!) {\n  boostStyle(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on StyleTask {\n        content\n        result\n      }\n    }\n  }\n}": typeof types.BoostStyleDocument,
    "mutation ConvertToWav($input: TrackInput!) {\n  convertToWav(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on WavTask {\n        sourceTaskId\n        sourceAudioId\n        url\n      }\n    }\n  }\n}": typeof types.ConvertToWavDocument,
    "mutation CreateUpload($input: CreateUploadInput!) {\n  createUpload(input: $input) {\n    upload {\n      id\n      putUrl\n      expiresAt\n    }\n    userErrors {\n      code\n      message\n      field\n      retryable\n      retryAfter\n    }\n  }\n}": typeof types.CreateUploadDocument,
    "mutation CreateVideo($input: CreateVideoInput!) {\n  createVideo(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on VideoTask {\n        sourceTaskId\n        sourceAudioId\n        url\n      }\n    }\n  }\n}": typeof types.CreateVideoDocument,
    "mutation ExtendMusic($input: ExtendMusicInput!) {\n  extendMusic(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.ExtendMusicDocument,
    "mutation GenerateCover($input: GenerateCoverInput!) {\n  generateCover(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on CoverTask {\n        sourceTaskId\n        images\n      }\n    }\n  }\n}": typeof types.GenerateCoverDocument,
    "mutation GenerateLyrics($input: GenerateLyricsInput!) {\n  generateLyrics(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.GenerateLyricsDocument,
    "mutation GenerateMashup($input: GenerateMashupInput!) {\n  generateMashup(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.GenerateMashupDocument,
    "mutation GenerateMidi($input: GenerateMidiInput!) {\n  generateMidi(input: $input) {\n    ...TaskOutcome\n    task {\n      ...MidiParts\n    }\n  }\n}\n\nfragment MidiParts on MidiTask {\n  sourceTaskId\n  sourceAudioId\n  instruments {\n    name\n    noteCount\n  }\n  fileUrl\n}": typeof types.GenerateMidiDocument,
    "mutation GenerateMusic($input: GenerateMusicInput!) {\n  generateMusic(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.GenerateMusicDocument,
    "mutation GeneratePersona($input: GeneratePersonaInput!) {\n  generatePersona(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on PersonaTask {\n        sourceTaskId\n        sourceAudioId\n        personaId\n        name\n        description\n      }\n    }\n  }\n}": typeof types.GeneratePersonaDocument,
    "mutation GenerateSounds($input: GenerateSoundsInput!) {\n  generateSounds(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.GenerateSoundsDocument,
    "query GetTask($id: ID!) {\n  task(id: $id) {\n    ...TaskState\n    createdAt\n    updatedAt\n    finishedAt\n    expiresAt\n    filesExpired\n    timeline {\n      at\n      version\n      type\n      detail\n    }\n  }\n}": typeof types.GetTaskDocument,
    "mutation ImportFile($input: ImportFileInput!) {\n  importFile(input: $input) {\n    file {\n      url\n      fileName\n      size\n      contentType\n      expiresAt\n    }\n    userErrors {\n      code\n      message\n      field\n      retryable\n      retryAfter\n    }\n  }\n}": typeof types.ImportFileDocument,
    "query ListSeparations($trackId: ID!) {\n  node(id: $trackId) {\n    ... on Track {\n      title\n      separations {\n        id\n        status\n        type\n        stems {\n          ...StemParts\n        }\n      }\n    }\n  }\n}": typeof types.ListSeparationsDocument,
    "query ListTasks($first: Int, $after: String, $filter: TaskFilter) {\n  tasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...TaskState\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}": typeof types.ListTasksDocument,
    "query ReadAccount {\n  credits {\n    balance\n    at\n  }\n  twoStems: quote(operation: SEPARATE_VOCALS) {\n    credits\n  }\n  allStems: quote(operation: SEPARATE_VOCALS, separationType: SPLIT_STEM) {\n    credits\n  }\n}": typeof types.ReadAccountDocument,
    "query ReadResults($id: ID!) {\n  task(id: $id) {\n    __typename\n    ... on LyricsTask {\n      variants {\n        title\n        text\n      }\n    }\n    ... on MidiTask {\n      ...MidiParts\n    }\n    ... on VideoTask {\n      url\n    }\n  }\n}": typeof types.ReadResultsDocument,
    "mutation RefreshTask($id: ID!) {\n  refreshTask(id: $id) {\n    ...TaskOutcome\n  }\n}": typeof types.RefreshTaskDocument,
    "mutation ReplaceSection($input: ReplaceSectionInput!) {\n  replaceSection(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.ReplaceSectionDocument,
    "mutation SeparateVocals($input: SeparateVocalsInput!) {\n  separateVocals(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.SeparateVocalsDocument,
    "fragment TaskOutcome on TaskPayload {\n  task {\n    ...TaskState\n  }\n  reused\n  userErrors {\n    code\n    message\n    field\n    retryable\n    retryAfter\n  }\n}": typeof types.TaskOutcomeFragmentDoc,
    "fragment TaskState on Task {\n  __typename\n  id\n  status\n  version\n  operation\n  upstreamTaskId\n  charge\n  creditCost\n  creditsConsumed\n  progress\n  error {\n    code\n    message\n    upstreamCode\n  }\n  ... on MusicTask {\n    stage\n    tracks {\n      ...TrackParts\n    }\n  }\n  ... on SeparationTask {\n    type\n    stems {\n      ...StemParts\n    }\n  }\n}\n\nfragment TrackParts on Track {\n  id\n  audioId\n  taskId\n  title\n  duration\n  audioUrl\n}\n\nfragment StemParts on Stem {\n  kind\n  label\n  url\n  duration\n}": typeof types.TaskStateFragmentDoc,
    "mutation TimestampLyrics($input: TrackInput!) {\n  timestampLyrics(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on TimestampedLyricsTask {\n        sourceTaskId\n        sourceAudioId\n        words {\n          word\n          start\n          end\n        }\n        waveform\n      }\n    }\n  }\n}": typeof types.TimestampLyricsDocument,
    "mutation UploadAndCover($input: UploadAndCoverInput!) {\n  uploadAndCover(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.UploadAndCoverDocument,
    "mutation UploadAndExtend($input: UploadAndExtendInput!) {\n  uploadAndExtend(input: $input) {\n    ...TaskOutcome\n  }\n}": typeof types.UploadAndExtendDocument,
    "subscription WatchLyrics($id: ID!, $afterVersion: Int) {\n  taskUpdated(id: $id, afterVersion: $afterVersion) {\n    ...TaskState\n    ... on LyricsTask {\n      variants {\n        title\n        text\n      }\n    }\n  }\n}": typeof types.WatchLyricsDocument,
    "subscription WatchTask($id: ID!, $afterVersion: Int) {\n  taskUpdated(id: $id, afterVersion: $afterVersion) {\n    ...TaskState\n  }\n}": typeof types.WatchTaskDocument,
    "subscription WatchTasks($after: String, $filter: TaskFilter) {\n  tasksUpdated(after: $after, filter: $filter) {\n    cursor\n    task {\n      ...TaskState\n    }\n  }\n}": typeof types.WatchTasksDocument,
};
const documents: Documents = {
    "mutation AddInstrumental($input: AddInstrumentalInput!) {\n  addInstrumental(input: $input) {\n    ...TaskOutcome\n  }\n}": types.AddInstrumentalDocument,
    "mutation AddVocals($input: AddVocalsInput!) {\n  addVocals(input: $input) {\n    ...TaskOutcome\n  }\n}": types.AddVocalsDocument,
    "mutation BoostStyle($input: BoostStyleInput!) {\n  boostStyle(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on StyleTask {\n        content\n        result\n      }\n    }\n  }\n}": types.BoostStyleDocument,
    "mutation ConvertToWav($input: TrackInput!) {\n  convertToWav(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on WavTask {\n        sourceTaskId\n        sourceAudioId\n        url\n      }\n    }\n  }\n}": types.ConvertToWavDocument,
    "mutation CreateUpload($input: CreateUploadInput!) {\n  createUpload(input: $input) {\n    upload {\n      id\n      putUrl\n      expiresAt\n    }\n    userErrors {\n      code\n      message\n      field\n      retryable\n      retryAfter\n    }\n  }\n}": types.CreateUploadDocument,
    "mutation CreateVideo($input: CreateVideoInput!) {\n  createVideo(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on VideoTask {\n        sourceTaskId\n        sourceAudioId\n        url\n      }\n    }\n  }\n}": types.CreateVideoDocument,
    "mutation ExtendMusic($input: ExtendMusicInput!) {\n  extendMusic(input: $input) {\n    ...TaskOutcome\n  }\n}": types.ExtendMusicDocument,
    "mutation GenerateCover($input: GenerateCoverInput!) {\n  generateCover(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on CoverTask {\n        sourceTaskId\n        images\n      }\n    }\n  }\n}": types.GenerateCoverDocument,
    "mutation GenerateLyrics($input: GenerateLyricsInput!) {\n  generateLyrics(input: $input) {\n    ...TaskOutcome\n  }\n}": types.GenerateLyricsDocument,
    "mutation GenerateMashup($input: GenerateMashupInput!) {\n  generateMashup(input: $input) {\n    ...TaskOutcome\n  }\n}": types.GenerateMashupDocument,
    "mutation GenerateMidi($input: GenerateMidiInput!) {\n  generateMidi(input: $input) {\n    ...TaskOutcome\n    task {\n      ...MidiParts\n    }\n  }\n}\n\nfragment MidiParts on MidiTask {\n  sourceTaskId\n  sourceAudioId\n  instruments {\n    name\n    noteCount\n  }\n  fileUrl\n}": types.GenerateMidiDocument,
    "mutation GenerateMusic($input: GenerateMusicInput!) {\n  generateMusic(input: $input) {\n    ...TaskOutcome\n  }\n}": types.GenerateMusicDocument,
    "mutation GeneratePersona($input: GeneratePersonaInput!) {\n  generatePersona(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on PersonaTask {\n        sourceTaskId\n        sourceAudioId\n        personaId\n        name\n        description\n      }\n    }\n  }\n}": types.GeneratePersonaDocument,
    "mutation GenerateSounds($input: GenerateSoundsInput!) {\n  generateSounds(input: $input) {\n    ...TaskOutcome\n  }\n}": types.GenerateSoundsDocument,
    "query GetTask($id: ID!) {\n  task(id: $id) {\n    ...TaskState\n    createdAt\n    updatedAt\n    finishedAt\n    expiresAt\n    filesExpired\n    timeline {\n      at\n      version\n      type\n      detail\n    }\n  }\n}": types.GetTaskDocument,
    "mutation ImportFile($input: ImportFileInput!) {\n  importFile(input: $input) {\n    file {\n      url\n      fileName\n      size\n      contentType\n      expiresAt\n    }\n    userErrors {\n      code\n      message\n      field\n      retryable\n      retryAfter\n    }\n  }\n}": types.ImportFileDocument,
    "query ListSeparations($trackId: ID!) {\n  node(id: $trackId) {\n    ... on Track {\n      title\n      separations {\n        id\n        status\n        type\n        stems {\n          ...StemParts\n        }\n      }\n    }\n  }\n}": types.ListSeparationsDocument,
    "query ListTasks($first: Int, $after: String, $filter: TaskFilter) {\n  tasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...TaskState\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}": types.ListTasksDocument,
    "query ReadAccount {\n  credits {\n    balance\n    at\n  }\n  twoStems: quote(operation: SEPARATE_VOCALS) {\n    credits\n  }\n  allStems: quote(operation: SEPARATE_VOCALS, separationType: SPLIT_STEM) {\n    credits\n  }\n}": types.ReadAccountDocument,
    "query ReadResults($id: ID!) {\n  task(id: $id) {\n    __typename\n    ... on LyricsTask {\n      variants {\n        title\n        text\n      }\n    }\n    ... on MidiTask {\n      ...MidiParts\n    }\n    ... on VideoTask {\n      url\n    }\n  }\n}": types.ReadResultsDocument,
    "mutation RefreshTask($id: ID!) {\n  refreshTask(id: $id) {\n    ...TaskOutcome\n  }\n}": types.RefreshTaskDocument,
    "mutation ReplaceSection($input: ReplaceSectionInput!) {\n  replaceSection(input: $input) {\n    ...TaskOutcome\n  }\n}": types.ReplaceSectionDocument,
    "mutation SeparateVocals($input: SeparateVocalsInput!) {\n  separateVocals(input: $input) {\n    ...TaskOutcome\n  }\n}": types.SeparateVocalsDocument,
    "fragment TaskOutcome on TaskPayload {\n  task {\n    ...TaskState\n  }\n  reused\n  userErrors {\n    code\n    message\n    field\n    retryable\n    retryAfter\n  }\n}": types.TaskOutcomeFragmentDoc,
    "fragment TaskState on Task {\n  __typename\n  id\n  status\n  version\n  operation\n  upstreamTaskId\n  charge\n  creditCost\n  creditsConsumed\n  progress\n  error {\n    code\n    message\n    upstreamCode\n  }\n  ... on MusicTask {\n    stage\n    tracks {\n      ...TrackParts\n    }\n  }\n  ... on SeparationTask {\n    type\n    stems {\n      ...StemParts\n    }\n  }\n}\n\nfragment TrackParts on Track {\n  id\n  audioId\n  taskId\n  title\n  duration\n  audioUrl\n}\n\nfragment StemParts on Stem {\n  kind\n  label\n  url\n  duration\n}": types.TaskStateFragmentDoc,
    "mutation TimestampLyrics($input: TrackInput!) {\n  timestampLyrics(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on TimestampedLyricsTask {\n        sourceTaskId\n        sourceAudioId\n        words {\n          word\n          start\n          end\n        }\n        waveform\n      }\n    }\n  }\n}": types.TimestampLyricsDocument,
    "mutation UploadAndCover($input: UploadAndCoverInput!) {\n  uploadAndCover(input: $input) {\n    ...TaskOutcome\n  }\n}": types.UploadAndCoverDocument,
    "mutation UploadAndExtend($input: UploadAndExtendInput!) {\n  uploadAndExtend(input: $input) {\n    ...TaskOutcome\n  }\n}": types.UploadAndExtendDocument,
    "subscription WatchLyrics($id: ID!, $afterVersion: Int) {\n  taskUpdated(id: $id, afterVersion: $afterVersion) {\n    ...TaskState\n    ... on LyricsTask {\n      variants {\n        title\n        text\n      }\n    }\n  }\n}": types.WatchLyricsDocument,
    "subscription WatchTask($id: ID!, $afterVersion: Int) {\n  taskUpdated(id: $id, afterVersion: $afterVersion) {\n    ...TaskState\n  }\n}": types.WatchTaskDocument,
    "subscription WatchTasks($after: String, $filter: TaskFilter) {\n  tasksUpdated(after: $after, filter: $filter) {\n    cursor\n    task {\n      ...TaskState\n    }\n  }\n}": types.WatchTasksDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation AddInstrumental($input: AddInstrumentalInput!) {\n  addInstrumental(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').AddInstrumentalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation AddVocals($input: AddVocalsInput!) {\n  addVocals(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').AddVocalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation BoostStyle($input: BoostStyleInput!) {\n  boostStyle(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on StyleTask {\n        content\n        result\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').BoostStyleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ConvertToWav($input: TrackInput!) {\n  convertToWav(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on WavTask {\n        sourceTaskId\n        sourceAudioId\n        url\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ConvertToWavDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateUpload($input: CreateUploadInput!) {\n  createUpload(input: $input) {\n    upload {\n      id\n      putUrl\n      expiresAt\n    }\n    userErrors {\n      code\n      message\n      field\n      retryable\n      retryAfter\n    }\n  }\n}"): typeof import('./graphql.ts').CreateUploadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateVideo($input: CreateVideoInput!) {\n  createVideo(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on VideoTask {\n        sourceTaskId\n        sourceAudioId\n        url\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').CreateVideoDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ExtendMusic($input: ExtendMusicInput!) {\n  extendMusic(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').ExtendMusicDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GenerateCover($input: GenerateCoverInput!) {\n  generateCover(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on CoverTask {\n        sourceTaskId\n        images\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').GenerateCoverDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GenerateLyrics($input: GenerateLyricsInput!) {\n  generateLyrics(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').GenerateLyricsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GenerateMashup($input: GenerateMashupInput!) {\n  generateMashup(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').GenerateMashupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GenerateMidi($input: GenerateMidiInput!) {\n  generateMidi(input: $input) {\n    ...TaskOutcome\n    task {\n      ...MidiParts\n    }\n  }\n}\n\nfragment MidiParts on MidiTask {\n  sourceTaskId\n  sourceAudioId\n  instruments {\n    name\n    noteCount\n  }\n  fileUrl\n}"): typeof import('./graphql.ts').GenerateMidiDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GenerateMusic($input: GenerateMusicInput!) {\n  generateMusic(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').GenerateMusicDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GeneratePersona($input: GeneratePersonaInput!) {\n  generatePersona(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on PersonaTask {\n        sourceTaskId\n        sourceAudioId\n        personaId\n        name\n        description\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').GeneratePersonaDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GenerateSounds($input: GenerateSoundsInput!) {\n  generateSounds(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').GenerateSoundsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetTask($id: ID!) {\n  task(id: $id) {\n    ...TaskState\n    createdAt\n    updatedAt\n    finishedAt\n    expiresAt\n    filesExpired\n    timeline {\n      at\n      version\n      type\n      detail\n    }\n  }\n}"): typeof import('./graphql.ts').GetTaskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ImportFile($input: ImportFileInput!) {\n  importFile(input: $input) {\n    file {\n      url\n      fileName\n      size\n      contentType\n      expiresAt\n    }\n    userErrors {\n      code\n      message\n      field\n      retryable\n      retryAfter\n    }\n  }\n}"): typeof import('./graphql.ts').ImportFileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListSeparations($trackId: ID!) {\n  node(id: $trackId) {\n    ... on Track {\n      title\n      separations {\n        id\n        status\n        type\n        stems {\n          ...StemParts\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ListSeparationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListTasks($first: Int, $after: String, $filter: TaskFilter) {\n  tasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...TaskState\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').ListTasksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ReadAccount {\n  credits {\n    balance\n    at\n  }\n  twoStems: quote(operation: SEPARATE_VOCALS) {\n    credits\n  }\n  allStems: quote(operation: SEPARATE_VOCALS, separationType: SPLIT_STEM) {\n    credits\n  }\n}"): typeof import('./graphql.ts').ReadAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ReadResults($id: ID!) {\n  task(id: $id) {\n    __typename\n    ... on LyricsTask {\n      variants {\n        title\n        text\n      }\n    }\n    ... on MidiTask {\n      ...MidiParts\n    }\n    ... on VideoTask {\n      url\n    }\n  }\n}"): typeof import('./graphql.ts').ReadResultsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RefreshTask($id: ID!) {\n  refreshTask(id: $id) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').RefreshTaskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ReplaceSection($input: ReplaceSectionInput!) {\n  replaceSection(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').ReplaceSectionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SeparateVocals($input: SeparateVocalsInput!) {\n  separateVocals(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').SeparateVocalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment TaskOutcome on TaskPayload {\n  task {\n    ...TaskState\n  }\n  reused\n  userErrors {\n    code\n    message\n    field\n    retryable\n    retryAfter\n  }\n}"): typeof import('./graphql.ts').TaskOutcomeFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment TaskState on Task {\n  __typename\n  id\n  status\n  version\n  operation\n  upstreamTaskId\n  charge\n  creditCost\n  creditsConsumed\n  progress\n  error {\n    code\n    message\n    upstreamCode\n  }\n  ... on MusicTask {\n    stage\n    tracks {\n      ...TrackParts\n    }\n  }\n  ... on SeparationTask {\n    type\n    stems {\n      ...StemParts\n    }\n  }\n}\n\nfragment TrackParts on Track {\n  id\n  audioId\n  taskId\n  title\n  duration\n  audioUrl\n}\n\nfragment StemParts on Stem {\n  kind\n  label\n  url\n  duration\n}"): typeof import('./graphql.ts').TaskStateFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation TimestampLyrics($input: TrackInput!) {\n  timestampLyrics(input: $input) {\n    ...TaskOutcome\n    task {\n      ... on TimestampedLyricsTask {\n        sourceTaskId\n        sourceAudioId\n        words {\n          word\n          start\n          end\n        }\n        waveform\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').TimestampLyricsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UploadAndCover($input: UploadAndCoverInput!) {\n  uploadAndCover(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').UploadAndCoverDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UploadAndExtend($input: UploadAndExtendInput!) {\n  uploadAndExtend(input: $input) {\n    ...TaskOutcome\n  }\n}"): typeof import('./graphql.ts').UploadAndExtendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription WatchLyrics($id: ID!, $afterVersion: Int) {\n  taskUpdated(id: $id, afterVersion: $afterVersion) {\n    ...TaskState\n    ... on LyricsTask {\n      variants {\n        title\n        text\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').WatchLyricsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription WatchTask($id: ID!, $afterVersion: Int) {\n  taskUpdated(id: $id, afterVersion: $afterVersion) {\n    ...TaskState\n  }\n}"): typeof import('./graphql.ts').WatchTaskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription WatchTasks($after: String, $filter: TaskFilter) {\n  tasksUpdated(after: $after, filter: $filter) {\n    cursor\n    task {\n      ...TaskState\n    }\n  }\n}"): typeof import('./graphql.ts').WatchTasksDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
