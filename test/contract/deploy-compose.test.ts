import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { CALLBACK_PATH } from '../../src/paths.ts';
import { expectNodes, refusedBy } from '../support/deploy-settings.ts';
import { allOf, environmentOf, readDockerfile } from '../support/dockerfile.ts';
import { settingNames } from '../support/setting-names.ts';

/* The compose files name only what there is, and agree with the settings. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { stages } = readDockerfile(join(ROOT, 'Dockerfile'));
const names = settingNames(ROOT);
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const texts = z.record(z.string(), z.string());

/** Seconds of a duration such as `30s`. */
const secondsOf = (duration: string): number => Number(/^(\d+)s$/.exec(duration)?.[1]);

const service = z.object({
  build: z.union([z.string(), z.object({ context: z.string(), target: z.string() })]).optional(),
  image: z.string(),
  environment: texts.default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))]).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
  read_only: z.boolean().default(false),
  user: z.string().optional(),
});
type Service = z.infer<typeof service>;
const composeFile = z.object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.object({})) });
const readCompose = (file: string) => composeFile.parse(parse(read(file), { merge: true }));

/** The stage that a service is built from; null: it is an image of others. */
const stageOf = ({ build }: Service) => {
  if (build === undefined) return null;
  const target = typeof build === 'string' ? 'gateway' : build.target;
  return stages.find(({ name }) => name === target) ?? expect.fail(`There is no stage ${target}.`);
};

/** A value with its `${NAME:-default}` filled in. */
const fillIn = (value: string, given: Readonly<Record<string, string>>): string =>
  value.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, name: string, kind: string, fallback: string) => {
    if (kind === '?' && given[name] === undefined) throw new Error(`${name} is not given.`);
    return given[name] ?? fallback;
  });

describe.each(['compose.yaml', 'compose.nodes.yaml'])('%s', (file) => {
  const { services, volumes } = readCompose(file);
  const own = Object.entries(services).flatMap(([name, each]) => {
    const built = stageOf(each);
    return built === null ? [] : [{ name, each, built }];
  });

  it('runs our images with variables that there are, as the user of the image, on a read-only root', () => {
    for (const { each, built } of own) {
      for (const variable of Object.keys(each.environment)) expect(names).toContain(variable);
      expect([each.user, each.read_only]).toEqual([allOf(built, 'USER')[0], true]);
    }
  });

  it('mounts what is there, and waits for what is healthy', () => {
    for (const [name, each] of Object.entries(services)) {
      for (const volume of each.volumes) {
        const [source = ''] = volume.split(':');
        expect(source.startsWith('.') ? existsSync(join(ROOT, source)) : source in volumes, `${name}: ${volume}`).toBe(
          true,
        );
      }
      const needs = Array.isArray(each.depends_on) ? each.depends_on : Object.keys(each.depends_on);
      for (const need of needs) {
        const needed = services[need] ?? expect.fail(`${name} waits for ${need}, which there is not.`);
        const built = stageOf(needed);
        expect(needed.healthcheck !== undefined || (built !== null && allOf(built, 'HEALTHCHECK').length === 1)).toBe(
          true,
        );
      }
    }
  });

  it('gives a gateway longer to stop than its graceful shutdown takes', () => {
    const gateways = own.filter(({ built }) => built.name === 'gateway');
    expect(gateways.length).toBeGreaterThan(0);
    for (const { each } of gateways) {
      const graceMs = Number(each.environment['SHUTDOWN_GRACE_MS']);
      expect(secondsOf(each.stop_grace_period ?? '') * 1_000).toBeGreaterThan(graceMs);
    }
  });
});

describe('compose.yaml', () => {
  it.each([{ API_KEYS: `alice:${'x'.repeat(20)}` }, { AUTH: 'jwt', JWT_JWKS_URL: 'https://login.example.com/keys' }])(
    'starts a gateway from the secrets that it asks for, on the volume of the image: %o',
    (access) => {
      const { gateway } = readCompose('compose.yaml').services;
      const given = { PUBLIC_URL: 'https://gateway.example.com', KIE_API_KEY: 'key', ...access };
      const built = stages.find(({ name }) => name === 'gateway') ?? expect.fail('There is no gateway.');
      const set = Object.entries(gateway?.environment ?? {}).map(([name, value]) => [name, fillIn(value, given)]);
      const env = { ...environmentOf(built), ...Object.fromEntries(set) };
      expect(refusedBy(env)).toEqual([]);
      expect(gateway?.volumes).toEqual(['data:/data']);
      expect(gateway?.ports).toEqual([`127.0.0.1:4000:${allOf(built, 'EXPOSE')[0]}`]);
    },
  );
});

describe('compose.nodes.yaml', () => {
  const { services } = readCompose('compose.nodes.yaml');
  const gateways = Object.entries(services).filter(([, each]) => stageOf(each)?.name === 'gateway');

  it('has three gateways with the same settings, and says whether this version supports them', () => {
    expect(gateways).toHaveLength(3);
    for (const [, { environment }] of gateways) {
      expect(environment).toEqual(gateways[0]?.[1].environment);
      const env = Object.entries(environment).map(([name, value]) => [name, fillIn(value, {})]);
      expectNodes(ROOT, 'compose.nodes.yaml', Object.fromEntries(env));
      expect(new URL(environment['KIE_API_URL'] ?? '').port).toBe(services['kie']?.environment['MOCK_PORT']);
    }
  });

  it('has a proxy that leads to all of them, holds streams open, and never repeats a mutation', () => {
    const conf = read('deploy/nodes/nginx.conf');
    const servers = [...conf.matchAll(/^\s*server (\S+):(\d+)/gm)].map(([, host, port]) => [host, port]);
    const port = gateways[0]?.[1].environment['PORT'] ?? '4000';
    expect(servers).toEqual(gateways.map(([name]) => [name, port]));
    expect(conf).toContain(`location ${CALLBACK_PATH} {`);
    expect(conf).toMatch(/proxy_buffering off;/);
    expect(Number(/proxy_read_timeout (\d+)s/.exec(conf)?.[1])).toBeGreaterThan(12);
    expect(conf).not.toMatch(/^\s*proxy_next_upstream .*non_idempotent/m);
    expect(services['proxy']?.ports[0]?.split(':').at(-1)).toBe(/listen (\d+);/.exec(conf)?.[1]);
  });
});
