/** `npm run demo`: the main job in a terminal. See `--help`. */
import { join, relative } from 'node:path';
import { ListSeparationsDocument, type SeparationType } from '../generated/graphql.ts';
import { type Client, createClient } from './client.ts';
import { DemoError } from './demo-error.ts';
import { type DemoOptions, HELP, readOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { type SavedStem, save } from './save.ts';
import { sing } from './sing.ts';
import { split } from './split.ts';
import { findOrStartStack } from './stack.ts';
import { table } from './table.ts';

/** Lists the separations of a track, and saves the stems of those in `made`. */
const saveAll = async (client: Client, trackId: string, made: ReadonlySet<string>, out: string) => {
  const { node } = await client.ask(ListSeparationsDocument, { trackId });
  const separations = node && 'separations' in node ? node.separations.filter(({ id }) => made.has(id)) : [];
  const saved: { type: SeparationType; stems: SavedStem[] }[] = [];
  for (const { type, stems } of separations.toReversed()) {
    saved.push({ type, stems: await save(stems, join(out, type.toLowerCase().replace('_', '-'))) });
  }
  return saved;
};

const demo = async (options: DemoOptions): Promise<void> => {
  const begun = performance.now();
  await using stack = await findOrStartStack(options);
  console.log(`Stemgate at ${stack.url} (${stack.origin})`);
  await using client = createClient({ ...options, url: stack.url });
  using progress = createProgress();

  const track = await sing(client, stack.instrumental, progress, options.timeoutMs);
  const made = new Set<string>();
  for (const type of options.types) made.add(await split(client, track, type, progress, options.timeoutMs));

  progress.heading(`Saving the stems to ${options.out}`);
  const saved = await saveAll(client, track.id, made, options.out);
  const rows = saved.flatMap(({ type, stems }) =>
    stems.map(({ stem, file, bytes }) => [type, stem.kind, stem.label, bytes, relative('.', file)]),
  );
  if (rows.length === 0) throw new DemoError('There are no stems to save.');
  console.log(`\n${table(['separation', 'kind', 'label', 'bytes', 'file'], rows)}`);
  console.log(`\n${rows.length} stems in ${((performance.now() - begun) / 1_000).toFixed(1)} s.`);
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(HELP);
  else await demo(options);
} catch (error) {
  console.error(`\n${error instanceof DemoError ? error.message : error}`);
  process.exitCode = 1;
}
