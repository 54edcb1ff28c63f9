/** `npm run demo`: the main job in a terminal. See `--help`. */
import { createBuyer } from './buy.ts';
import { createClient } from './client.ts';
import { DemoError } from './demo-error.ts';
import { type DemoOptions, HELP, readOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { makeFolder } from './save.ts';
import { findOrStartStack } from './stack.ts';
import { stems } from './stems.ts';
import { table } from './table.ts';
import { walk } from './walk.ts';

const demo = async (options: DemoOptions): Promise<void> => {
  const begun = performance.now();
  await makeFolder(options.out);
  await using stack = await findOrStartStack(options);
  console.log(`Stemgate at ${stack.url} (${stack.origin})`);
  await using client = createClient({ ...options, url: stack.url });
  using progress = createProgress();
  const buyer = createBuyer(client, progress, options.timeoutMs);
  const { heading, rows } = options.walk ? await walk(buyer, options) : await stems(buyer, stack.instrumental, options);
  console.log(`\n${table(heading, rows)}`);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  // Sums of tenths are not exact.
  const credits = Number(buyer.spent().toFixed(2));
  console.log(`\n${rows.length} ${options.walk ? 'files' : 'stems'}, ${credits} credits, in ${seconds} s.`);
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
