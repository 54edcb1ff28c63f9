import { ADD_INSTRUMENTAL } from './examples/add-instrumental.ts';
import type { Example } from './examples/example.ts';
import { EXTEND_MUSIC } from './examples/extend-music.ts';
import { FILES } from './examples/files.ts';
import { FILES_OF_A_TRACK } from './examples/files-of-a-track.ts';
import { GENERATE_LYRICS } from './examples/generate-lyrics.ts';
import { GENERATE_MASHUP } from './examples/generate-mashup.ts';
import { GENERATE_MUSIC } from './examples/generate-music.ts';
import { GENERATE_SOUNDS } from './examples/generate-sounds.ts';
import { NOTES } from './examples/notes.ts';
import { REPLACE_SECTION } from './examples/replace-section.ts';
import { TIMESTAMP_LYRICS } from './examples/timestamp-lyrics.ts';
import { UPLOAD_AND_COVER } from './examples/upload-and-cover.ts';
import { UPLOAD_AND_EXTEND } from './examples/upload-and-extend.ts';
import { VOICE_AND_STYLE } from './examples/voice-and-style.ts';

const ADD_VOCALS = `# 1. Sing over an instrumental. Press play: the variables
#    below are ready to go.
#
#    Copy the \`id\` of the answer into the variables of the
#    next tab, "WatchTask". Every run makes new music, and
#    costs credits with the real provider.

mutation AddVocals($input: AddVocalsInput!) {
  addVocals(input: $input) {
    task {
      id
      status
      charge
    }
    userErrors {
      code
      message
      field
    }
  }
}
`;

const WATCH_TASK = `# 2. Watch it happen: lyrics, the first track, complete.
#
#    Put the \`id\` from the first tab into the variables,
#    then press play. The stream ends by itself. Take
#    \`taskId\` and \`audioId\` of a track along to the next
#    tab, "SeparateVocals".

subscription WatchTask($id: ID!) {
  taskUpdated(id: $id) {
    id
    status
    version
    error {
      code
      message
    }
    ... on MusicTask {
      stage
      tracks {
        taskId
        audioId
        title
        duration
        audioUrl
      }
    }
    ... on SeparationTask {
      stems {
        kind
        label
        url
      }
    }
    ... on LyricsTask {
      variants {
        title
        text
      }
    }
    ... on WavTask {
      url
    }
    ... on VideoTask {
      url
    }
    ... on CoverTask {
      images
    }
    ... on MidiTask {
      fileUrl
    }
  }
}
`;

const SEPARATE_VOCALS = `# 3. Split a track into stems.
#
#    Put \`taskId\` and \`audioId\` of a track from the second
#    tab into the variables. SEPARATE_VOCAL makes two
#    stems, SPLIT_STEM up to twelve. The same request
#    again gives the same task, and costs nothing. Watch
#    the task that you get in the second tab: its stems
#    arrive when it has SUCCEEDED.

mutation SeparateVocals($input: SeparateVocalsInput!) {
  separateVocals(input: $input) {
    reused
    task {
      id
      status
      creditCost
    }
    userErrors {
      code
      message
      field
    }
  }
}
`;

const LIST_TASKS = `# 4. Everything so far, newest first: tracks, and what was
#    made of each.

query ListTasks {
  credits {
    balance
  }
  tasks(first: 10) {
    nodes {
      id
      operation
      status
      creditCost
      createdAt
      ... on MusicTask {
        tracks {
          title
          audioUrl
          separations {
            id
            status
            type
            stems {
              kind
              url
            }
          }
        }
      }
      ... on SeparationTask {
        type
        sourceAudioId
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;

const example = (query: string, variables: object) => ({
  query,
  variables: JSON.stringify(variables, null, 2),
});

/** A family of operations in one tab: GraphiQL asks which of them to run. */
const family = (title: string, examples: readonly Example[]) =>
  example(
    [`# ${title}\n`, ...examples.map(({ query }) => query)].join('\n'),
    Object.assign({}, ...examples.map(({ variables }) => variables)),
  );

/**
 * An instrumental for the examples. The mock serves one, and is reached by http; the provider itself is reached by https
 * and serves none.
 */
export const sampleUrl = (providerUrl: string): string =>
  providerUrl.startsWith('http:') ? `${providerUrl}/media/sample/instrumental.mp3` : 'https://…/instrumental.mp3';

/**
 * The main job in four steps, then other operations, as the tabs of GraphiQL take them: query, and variables as JSON.
 *
 * @param instrumentalUrl audio that the provider can fetch; with the mock, its sample.
 */
export const createExampleOperations = (instrumentalUrl: string) => [
  example(ADD_VOCALS, {
    input: {
      uploadUrl: instrumentalUrl,
      prompt: 'A warm voice sings about the first morning of spring',
      title: 'First Morning',
      style: 'Soul, relaxed',
      negativeTags: 'Heavy Metal',
      vocalGender: 'FEMALE',
    },
  }),
  example(WATCH_TASK, { id: 'task_…' }),
  example(SEPARATE_VOCALS, { input: { source: { track: { taskId: '…', audioId: '…' } }, type: 'SEPARATE_VOCAL' } }),
  example(LIST_TASKS, {}),
  example(GENERATE_LYRICS, { input: { prompt: 'The first morning of spring' } }),
  example(TIMESTAMP_LYRICS, { input: { source: { taskId: '…', audioId: '…' } } }),
  family('Songs', [GENERATE_MUSIC, GENERATE_SOUNDS]),
  family('Continuations', [EXTEND_MUSIC, UPLOAD_AND_EXTEND(instrumentalUrl), REPLACE_SECTION]),
  family('Uploads', [
    UPLOAD_AND_COVER(instrumentalUrl),
    ADD_INSTRUMENTAL(instrumentalUrl),
    GENERATE_MASHUP(instrumentalUrl),
  ]),
  example(FILES_OF_A_TRACK, {
    wav: { source: { taskId: '…', audioId: '…' } },
    video: { source: { taskId: '…', audioId: '…' }, author: '…' },
    cover: { taskId: '…' },
  }),
  example(NOTES, {
    split: { source: { track: { taskId: '…', audioId: '…' } }, type: 'SPLIT_STEM_ADVANCED', stemName: 'Bass' },
    notes: { source: { taskId: '…' } },
    id: 'task_…',
  }),
  example(VOICE_AND_STYLE, {
    persona: { source: { taskId: '…', audioId: '…' }, name: '…', description: '…' },
    style: { content: 'Pop, dreamy' },
  }),
  example(FILES(instrumentalUrl).query, FILES(instrumentalUrl).variables),
];
