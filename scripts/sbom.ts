/**
 * `npm run sbom`: prints what the gateway consists of when it runs, as CycloneDX. `npm sbom --omit dev` leaves packages
 * out that are not for development, so the whole list is taken, and what the lock file marks as for development is
 * removed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** How npm marks a package; one that is installed in several places has the mark of any of them. */
const DEVELOPMENT = 'cdx:npm:package:development';
const MAX_BYTES = 64 * 1_024 * 1_024;

const property = z.looseObject({ name: z.string() });
const component = z.looseObject({ 'bom-ref': z.string(), properties: z.array(property).default([]) });
const bill = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(component),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});
const lockfile = z.object({
  name: z.string(),
  packages: z.record(z.string(), z.looseObject({ version: z.string(), dev: z.boolean().default(false) })),
});

const { name, packages } = lockfile.parse(JSON.parse(readFileSync(`${ROOT}/package-lock.json`, 'utf8')));
const words = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: MAX_BYTES } as const;
const whole = bill.parse(JSON.parse(execFileSync('npm', words, options)));

const gateway = whole.metadata.component['bom-ref'];
const needed = Object.entries(packages)
  .filter(([path, { dev }]) => path !== '' && !dev)
  .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`);
const kept = new Set([gateway, ...needed]);

const components = whole.components
  .filter((each) => kept.has(each['bom-ref']))
  .map((each) => ({ ...each, properties: each.properties.filter((one) => one.name !== DEVELOPMENT) }));
const dependencies = whole.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
// npm takes the name of the folder.
const metadata = { ...whole.metadata, component: { ...whole.metadata.component, name } };
console.log(JSON.stringify({ ...whole, metadata, components, dependencies }, null, 2));
