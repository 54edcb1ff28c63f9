import { join, relative } from 'node:path';
import { ListSeparationsDocument } from '../generated/graphql.ts';
import type { Buyer } from './buy.ts';
import { DemoError } from './demo-error.ts';
import type { DemoOptions } from './options.ts';
import { save } from './save.ts';
import { sing } from './sing.ts';
import { split } from './split.ts';
import type { Table } from './table.ts';

/** Lists the separations of a track, and saves the stems of those in `made`. */
const saveAll = async ({ client }: Buyer, trackId: string, made: ReadonlySet<string>, out: string): Promise<Table> => {
  const { node } = await client.ask(ListSeparationsDocument, { trackId });
  const separations = node && 'separations' in node ? node.separations.filter(({ id }) => made.has(id)) : [];
  const rows: Table['rows'][number][] = [];
  for (const { type, stems } of separations.toReversed()) {
    const saved = await save(stems, join(out, type.toLowerCase().replace('_', '-')));
    rows.push(...saved.map(({ source, file, bytes }) => [type, source.kind, source.label, bytes, relative('.', file)]));
  }
  return { heading: ['separation', 'kind', 'label', 'bytes', 'file'], rows };
};

/** Sings over an instrumental, splits the result, and saves the stems. @throws DemoError */
export const stems = async (
  buyer: Buyer,
  instrumental: string,
  { types, out }: Pick<DemoOptions, 'types' | 'out'>,
): Promise<Table> => {
  const track = await sing(buyer, instrumental);
  const made = new Set<string>();
  for (const type of types) made.add((await split(buyer, track, type)).id);

  buyer.progress.heading(`Saving the stems to ${out}`);
  const table = await saveAll(buyer, track.id, made, out);
  if (table.rows.length === 0) throw new DemoError('There are no stems to save.');
  return table;
};
