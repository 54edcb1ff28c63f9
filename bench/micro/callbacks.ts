import { randomUUIDv7 } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { createBoundedCache } from '../../src/bounded-cache.ts';
import { decodeBody } from '../../src/callbacks/decode-body.ts';
import { mergeMusic, type Track } from '../../src/domain/outputs/music.ts';
import { keepNotesShort, noteText, SET_NOTE } from '../../src/store/sqlite/notes.ts';
import { createStatements, type Statements } from '../../src/store/sqlite/statements.ts';
import { callbackTaskId } from '../../src/upstream/kie/wire/envelope.ts';
import { readTrackRow } from '../../src/upstream/kie/wire/music.ts';
import * as read from '../../src/upstream/kie/wire/reading.ts';
import { musicCallback } from '../provider/records.ts';
import type { Comparison } from './measure.ts';

const TOKENS = 6_000;
const KNOWN = 5_000;
const tokens = Array.from({ length: TOKENS }, (_, index) => `token-of-a-task-${index}`);

/** The next token, of tasks in turn. */
const inTurn = () => {
  let count = 0;
  return (): string => {
    count += 1;
    return tokens[count % TOKENS] ?? '';
  };
};

const aged = new Map<string, string>();
const cached = createBoundedCache<string, string>(KNOWN);
const [nextAged, nextCached] = [inTurn(), inTurn()];

export const knownTokens: Comparison = {
  title: 'The task of one of 6,000 tokens in turn, of which 5,000 are kept',
  ways: {
    'the oldest is removed': () => {
      const token = nextAged();
      if (aged.has(token)) return;
      aged.set(token, token);
      const [oldest] = aged.keys();
      if (aged.size > KNOWN && oldest !== undefined) aged.delete(oldest);
    },
    'a bounded cache': () => {
      const token = nextCached();
      if (cached.get(token) === undefined) cached.set(token, token, 1);
    },
  },
};

const [ROW] = JSON.parse(musicCallback('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'first', '183.4')).data.data;
const [text, url] = [read.text.optional(), read.url.optional()];
const trackSchema = z.preprocess(
  (value) => {
    const row = read.record.parse(value);
    return {
      id: read.field(row, 'id', 'audioId', 'audio_id'),
      audioUrl: read.field(row, 'audioUrl', 'audio_url'),
      sourceAudioUrl: read.field(row, 'sourceAudioUrl', 'source_audio_url'),
      streamUrl: read.field(row, 'streamAudioUrl', 'stream_audio_url'),
      sourceStreamUrl: read.field(row, 'sourceStreamAudioUrl', 'source_stream_audio_url'),
      imageUrl: read.field(row, 'imageUrl', 'image_url'),
      sourceImageUrl: read.field(row, 'sourceImageUrl', 'source_image_url'),
      prompt: read.field(row, 'prompt'),
      model: read.field(row, 'modelName', 'model_name'),
      title: read.field(row, 'title'),
      tags: read.field(row, 'tags'),
      createTime: read.field(row, 'createTime', 'create_time'),
      duration: read.field(row, 'duration'),
    };
  },
  z.object({
    ...{ id: text, prompt: text, model: text, title: text, tags: text },
    ...{ audioUrl: url, sourceAudioUrl: url, streamUrl: url, sourceStreamUrl: url, imageUrl: url, sourceImageUrl: url },
    ...{ createTime: read.time.optional(), duration: read.number.optional() },
  }),
);

export const tracks: Comparison = {
  title: 'A track in a callback',
  ways: {
    'read by a schema of tolerant readers': () => trackSchema.parse(ROW),
    'read by the same functions': () => readTrackRow(ROW),
  },
};

const BODY = Buffer.from(musicCallback('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'first', '183.4'));
const UTF_8 = new TextDecoder('utf-8');

const PATH = '/callbacks/';
const paths = Array.from({ length: KNOWN }, (_, index) => `${PATH}${String(index).padStart(64, 'a')}`);
let requests = 0;

const nextPath = (): string => {
  requests += 1;
  return paths[requests % KNOWN] ?? '';
};

/** Without the slashes that a sender may add. */
const plainOf = (path: string): string => path.replace(/^\/+/, '/').replace(/\/+$/, '');

export const pathTokens: Comparison = {
  title: 'The token in the path of a callback',
  ways: {
    'after slashes were looked for': () => {
      const plain = plainOf(nextPath());
      return (
        !plain.slice(PATH.length).includes('/') &&
        plain
          .split('/')
          .at(-1)
          ?.replace(/%[\da-f]{2}/gi, '')
      );
    },
    'slashes looked for at both ends': () => {
      const path = nextPath();
      const plain = path.startsWith('//') || path.endsWith('/') ? plainOf(path) : path;
      return !plain.includes('/', PATH.length) && plain.slice(plain.lastIndexOf('/') + 1);
    },
  },
};

/** A body as one is read that may be packed. */
const unpacked = async (body: Buffer): Promise<Buffer> => body;

export const bodyTexts: Comparison = {
  title: 'The text of a callback that is not packed',
  ways: {
    'after it was waited for': async () => UTF_8.decode(await unpacked(BODY)).trim(),
    'at once': () => decodeBody(BODY, undefined),
  },
};

const KNOWN_TRACK: Track = {
  ...{
    audioId: '8551662c-73a4-47a4-9d4d-6f1c2c4d3c11',
    title: 'Night Ferry',
    tags: 'folk, calm',
    model: 'chirp-fenix',
  },
  ...{ lyrics: '[Verse] Lights on the water', duration: 183.4, audioUrl: 'https://files.example.com/r/8551662c.mp3' },
  ...{ streamUrl: null, imageUrl: null, createdAt: 1_767_225_600_000 },
};
const REPORTED: Track = { ...KNOWN_TRACK, duration: 184 };
const musicWith = (track: Track) => ({ kind: 'music', stage: 'FIRST_TRACK', tracks: [track] }) as const;
const [knownMusic, reportedMusic] = [musicWith(KNOWN_TRACK), musicWith(REPORTED)];

/** Takes each field that is reported by its name. */
const byName = (): readonly Track[] => {
  const merged: Record<string, unknown> & Track = { ...KNOWN_TRACK };
  for (const [name, value] of Object.entries(REPORTED)) if (value !== null) merged[name] = value;
  return knownMusic.tracks.flatMap((track) =>
    track === KNOWN_TRACK ? [{ ...merged, audioId: track.audioId }] : [track],
  );
};

export const merges: Comparison = {
  title: 'A track with what is reported of it',
  ways: { 'field by field': byName, 'written out, in the list of tracks': () => mergeMusic(knownMusic, reportedMusic) },
};

const NAMED = JSON.parse(musicCallback('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'first', '183.4'));

export const namedTasks: Comparison = {
  title: "The provider's task in a callback",
  ways: {
    'from a list of its spellings': () => {
      const spelt = [NAMED.data['task_id'], NAMED.data['taskId'], NAMED['taskId'], NAMED['task_id']]
        .map(read.toText)
        .filter((value) => value !== null);
      const [first] = spelt;
      return spelt.every((value) => value === first) ? read.toId(first) : null;
    },
    'one spelling after the other': () => callbackTaskId(NAMED),
  },
};

const TASKS = 1_000;
const GROUP = 32;
const TEXT = 'x'.repeat(1_300);
const NOTE = { at: 1_767_225_600_000, kind: 'callback', outcome: 'accepted', detail: 'progress' } as const;

/** Saves groups of tasks in turn, in a database of their own. Not durable: the disk would take most of the time. */
const savesOf = (save: (statements: Statements, id: string, revision: number) => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'stemgate-micro-notes-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const database = new DatabaseSync(join(folder, 'notes.db'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
    CREATE TABLE tasks (id TEXT PRIMARY KEY, task TEXT, recent_notes TEXT);
    CREATE TABLE notes (task_id TEXT, at INTEGER, kind TEXT, outcome TEXT, detail TEXT);
    CREATE INDEX notes_by_task ON notes (task_id)`);
  const statements = createStatements(database);
  const ids = Array.from({ length: TASKS }, () => randomUUIDv7());
  for (const id of ids) statements.run('INSERT INTO tasks (id, task) VALUES (?, ?)', id, TEXT);
  let saves = 0;
  return () => {
    database.exec('BEGIN IMMEDIATE');
    for (let count = 0; count < GROUP; count += 1) {
      // Far from each other, as tasks are whose callbacks come at the same time.
      save(statements, ids[(saves * 37) % TASKS] ?? '', Math.floor(saves / TASKS));
      saves += 1;
    }
    database.exec('COMMIT');
  };
};

export const notes: Comparison = {
  title: 'Thirty-two tasks saved in one transaction, each with a note',
  ways: {
    'the note is a row of its own, old ones are looked for': savesOf(({ run }, id) => {
      run('UPDATE tasks SET task = ? WHERE id = ?', TEXT, id);
      run(
        'INSERT INTO notes (task_id, at, kind, outcome, detail) VALUES (?, ?, ?, ?, ?)',
        ...[id, NOTE.at, NOTE.kind, NOTE.outcome, NOTE.detail],
      );
      run(
        `DELETE FROM notes WHERE task_id = ?1 AND rowid <=
           (SELECT rowid FROM notes WHERE task_id = ?1 ORDER BY rowid DESC LIMIT 1 OFFSET 200)`,
        id,
      );
    }),
    'it is added to the row of the task': savesOf((statements, id, revision) => {
      statements.run(`UPDATE tasks SET task = ?, ${SET_NOTE} WHERE id = ?`, TEXT, noteText(NOTE), id);
      keepNotesShort(statements, id, revision);
    }),
  },
};
