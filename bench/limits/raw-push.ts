import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * What Node and ws can do: a callback to /callbacks/KEY becomes a message on the sockets that subscribed to KEY, once it
 * is stored as durably as the gateway stores it: one row and one note, all that came in one turn of the event loop in
 * one transaction. `MESSAGE` is a file with a message of the gateway's; its version and id are replaced.
 */
const [, before = '', between = '', after = ''] =
  /^(.*?"id":")[^"]*(","version":)\d+(.*)$/s.exec(
    JSON.stringify(JSON.parse(readFileSync(process.env['MESSAGE'] ?? '', 'utf8'))),
  ) ?? [];
const database = new DatabaseSync(process.env['DATABASE'] ?? ':memory:');
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE tasks (key TEXT PRIMARY KEY, version INTEGER NOT NULL, task TEXT NOT NULL) STRICT;
  CREATE TABLE notes (key TEXT NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL) STRICT;
`);
const saveTask = database.prepare('INSERT OR REPLACE INTO tasks (key, version, task) VALUES (?, ?, ?)');
const saveNote = database.prepare("INSERT INTO notes (key, at, outcome) VALUES (?, ?, 'first')");

interface Callback {
  readonly key: string;
  readonly body: string;
  readonly version: number;
  readonly done: () => void;
}

const watchers = new Map<string, WebSocket[]>();

/** The same bytes for all sockets of a key. */
const push = (key: string, version: number): void => {
  const message = `${before}${key}${between}${version}${after}`;
  for (const socket of watchers.get(key) ?? []) socket.send(message);
};

let waiting: Callback[] = [];
const commit = (): void => {
  const batch = waiting;
  waiting = [];
  database.exec('BEGIN IMMEDIATE');
  for (const { key, version, body } of batch) {
    saveTask.run(key, version, body);
    saveNote.run(key, Date.now());
  }
  database.exec('COMMIT');
  for (const { key, version, done } of batch) {
    push(key, version);
    done();
  }
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    const { data }: { data: { data: { duration: number }[] } } = JSON.parse(body);
    const key = request.url?.split('/').at(-1) ?? '';
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ key, body, version: data.data[0]?.duration ?? 0, done: () => response.end('ok\n') });
  });
});
server.keepAliveTimeout = 600_000;

const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message: { type: string; payload: { variables: { id: string } } } = JSON.parse(String(data));
    if (message.type === 'connection_init') return socket.send('{"type":"connection_ack"}');
    if (message.type !== 'subscribe') return;
    const key = message.payload.variables.id;
    watchers.set(key, [...(watchers.get(key) ?? []), socket]);
    socket.send(`${before}${key}${between}1${after}`);
  });
});
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1', backlog: 4_096 });
process.once('SIGTERM', () => process.exit(0));
