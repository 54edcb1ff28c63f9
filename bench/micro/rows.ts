import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/*
 * Tables that are indexed as the gateway's tasks are. Not durable: the disk would take a hundred times what is compared.
 */

const FOLDER = mkdtempSync(join(tmpdir(), 'stemgate-micro-rows-'));
process.on('exit', () => rmSync(FOLDER, { recursive: true, force: true }));
const database = new DatabaseSync(join(FOLDER, 'rows.db'));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
const TEXT = 'x'.repeat(900);
const COLUMNS = ['status', 'reuse', 'source', 'due', 'pause', 'budgeted', 'arrived', 'change'];

let count = 0;

const within = (begin: string, times: number, work: () => void): void => {
  database.exec(begin);
  for (let time = 0; time < times; time += 1) work();
  database.exec('COMMIT');
};

/** Runs `work` so many times in one transaction. */
export const commitOf = (times: number, work: () => void): void => within('BEGIN IMMEDIATE', times, work);

/** The same for work that reads. */
export const readTogether = (times: number, work: () => void): void => within('BEGIN', times, work);

/** A table of its own with an index on its id, and on each of eight columns. */
export const tableOf = (name: string) => {
  database.exec(`CREATE TABLE ${name} (id TEXT PRIMARY KEY, ${COLUMNS.join(' INTEGER, ')} INTEGER, task TEXT)`);
  for (const column of COLUMNS) database.exec(`CREATE INDEX ${name}_by_${column} ON ${name} (${column})`);
  const places = COLUMNS.map(() => '?').join(', ');
  const insert = database.prepare(`INSERT INTO ${name} VALUES (?, ${places}, ?)`);
  const sets = COLUMNS.map((column) => `${column} = ?`).join(', ');
  const updateAll = database.prepare(`UPDATE ${name} SET ${sets}, task = ? WHERE id = ?`);
  const updateSome = database.prepare(`UPDATE ${name} SET due = ?, change = ?, task = ? WHERE id = ?`);
  const updateReturning = database.prepare(
    `UPDATE ${name} SET due = ?, change = ?, task = ? WHERE id = ? RETURNING change`,
  );
  const select = database.prepare(`SELECT task FROM ${name} WHERE id = ?`);
  const values = (): number[] => COLUMNS.map((column) => (column === 'due' || column === 'change' ? count : 1));
  return {
    insert(id: string): void {
      count += 1;
      insert.run(id, ...values(), TEXT);
    },
    read: (id: string): unknown => select.get(id),
    updateAll(id: string): void {
      count += 1;
      updateAll.run(...values(), TEXT, id);
    },
    updateSome(id: string): void {
      count += 1;
      updateSome.run(count, count, TEXT, id);
    },
    updateReturning(id: string): unknown {
      count += 1;
      return updateReturning.get(count, count, TEXT, id);
    },
  };
};
