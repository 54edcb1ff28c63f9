import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.object({ component: z.object({ name: z.string(), purl: z.string() }) }),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), name: z.string(), purl: z.string() })),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

it('npm run sbom lists all that the gateway needs to run, and nothing else', () => {
  const output = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, encoding: 'utf8' });
  const { metadata, components, dependencies } = bill.parse(JSON.parse(output));
  const { version, dependencies: direct } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(metadata.component).toMatchObject({ name: 'stemgate', purl: `pkg:npm/stemgate@${version}` });
  expect(output).not.toContain('cdx:npm:package:development');

  // From the gateway along the dependencies, every component is reached, and each reached one is there.
  const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const walk = (ref: string): void => {
    if (reached.has(ref)) return;
    reached.add(ref);
    for (const need of needs.get(ref) ?? expect.fail(`${ref} has no entry.`)) walk(need);
  };
  const root = `stemgate@${version}`;
  walk(root);
  expect([...reached].filter((ref) => ref !== root).toSorted()).toEqual(
    components.map((component) => component['bom-ref']).toSorted(),
  );
  const names = needs.get(root)?.map((ref) => ref.replace(/@[^@]+$/, ''));
  expect(names).toEqual(expect.arrayContaining(Object.keys(direct)));
  expect(components.length).toBeGreaterThan(names?.length ?? 0);
});
