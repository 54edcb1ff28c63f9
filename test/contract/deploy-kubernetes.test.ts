import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { expectNodes, refusedBy } from '../support/deploy-settings.ts';
import { environmentOf, readDockerfile } from '../support/dockerfile.ts';
import { startGateway } from '../support/gateway.ts';

/* The manifests of Kubernetes name only what there is, and agree with the settings and with each other. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = 'deploy/kubernetes';
const read = (path: string): unknown => parse(readFileSync(join(ROOT, FOLDER, path), 'utf8'));

const labels = z.record(z.string(), z.string());
const probe = z.object({
  httpGet: z.object({ path: z.string(), port: z.literal('http') }),
  timeoutSeconds: z.number().default(1),
});
const container = z.object({
  image: z.string(),
  ports: z.tuple([z.object({ name: z.literal('http'), containerPort: z.number() })]),
  envFrom: z.tuple([
    z.object({ configMapRef: z.object({ name: z.string() }) }),
    z.object({ secretRef: z.object({ name: z.string() }) }),
  ]),
  env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })).default([]),
});
const workload = z.object({
  kind: z.enum(['Deployment', 'StatefulSet']),
  spec: z.object({
    replicas: z.number(),
    serviceName: z.string().optional(),
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels, annotations: labels }),
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        enableServiceLinks: z.literal(false),
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.number(), runAsGroup: z.number() }),
        containers: z.tuple([container]),
      }),
    }),
    volumeClaimTemplates: z.array(z.object({ metadata: z.object({ name: z.string() }) })).default([]),
  }),
});

const config = z
  .object({ metadata: z.object({ name: z.string() }), data: labels })
  .parse(read('common/configmap.yaml'));
const secret = z
  .object({ metadata: z.object({ name: z.string() }), stringData: labels })
  .parse(read('secret.example.yaml'));
const service = z
  .object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ selector: labels, ports: z.tuple([z.object({ targetPort: z.string() })]) }),
  })
  .parse(read('common/service.yaml'));
const gatewayStage = readDockerfile(join(ROOT, 'Dockerfile')).stages.at(-1) ?? expect.fail('There is no stage.');

describe('the kustomizations', () => {
  it('name files that there are, all of them, and the image of the pods', () => {
    const kustomization = z.object({
      resources: z.array(z.string()),
      images: z.array(z.object({ name: z.string() })).default([]),
    });
    const files = globSync(`${FOLDER}/*/*.yaml`, { cwd: ROOT }).map((path) => path.replace(`${FOLDER}/`, ''));
    const named = files
      .filter((path) => path.endsWith('/kustomization.yaml'))
      .flatMap((path) => kustomization.parse(read(path)).resources.map((resource) => join(dirname(path), resource)));
    for (const path of named) expect(existsSync(join(ROOT, FOLDER, path)), path).toBe(true);
    const others = files.filter((path) => !path.endsWith('/kustomization.yaml'));
    expect(others.length).toBeGreaterThan(4);
    expect(named).toEqual(expect.arrayContaining(others));
    for (const folder of ['one-node', 'nodes']) {
      expect(kustomization.parse(read(`${folder}/kustomization.yaml`)).images).toMatchObject([{ name: 'stemgate' }]);
    }
  });
});

describe.each([
  ['one-node/statefulset.yaml', '/readyz'],
  ['nodes/deployment.yaml', '/readyz?exclude=event-bus'],
])('%s', (file, readyPath) => {
  const { spec } = workload.parse(read(file));
  const { template } = spec;
  const [gateway] = template.spec.containers;
  const set = Object.fromEntries(gateway.env.map(({ name, value }) => [name, value]));
  const env = { ...environmentOf(gatewayStage), ...config.data, ...secret.stringData, ...set };

  it('is reached by the service, on the port that is set', () => {
    expect(template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(template.metadata.labels).toMatchObject(service.spec.selector);
    expect(service.spec.ports[0].targetPort).toBe(gateway.ports[0].name);
    expect(gateway.ports[0].containerPort).toBe(Number(config.data['PORT']));
    expect(template.metadata.annotations['prometheus.io/port']).toBe(config.data['PORT']);
    const [{ configMapRef }, { secretRef }] = gateway.envFrom;
    expect([configMapRef.name, secretRef.name]).toEqual([config.metadata.name, secret.metadata.name]);
    expect(gateway.image).toBe('stemgate');
  });

  it('probes paths that answer, and gives readiness longer than the gateway does', async () => {
    await using running = await startGateway();
    const paths = [gateway.startupProbe, gateway.readinessProbe, gateway.livenessProbe].map(
      ({ httpGet }) => httpGet.path,
    );
    expect(paths).toEqual(['/livez', readyPath, '/livez']);
    for (const path of [...paths, template.metadata.annotations['prometheus.io/path']]) {
      expect((await fetch(`${running.origin}${path}`)).status, path).toBe(200);
    }
    expect(gateway.readinessProbe.timeoutSeconds).toBeGreaterThan(2);
  });

  it('leaves time for the pause and for the whole graceful shutdown', () => {
    const seconds = gateway.lifecycle.preStop.sleep.seconds + Number(config.data['SHUTDOWN_GRACE_MS']) / 1_000;
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(seconds);
  });

  it('runs as the user of the image', () => {
    const { runAsUser, runAsGroup } = template.spec.securityContext;
    const [user] = gatewayStage.instructions.filter(({ name }) => name === 'USER').map(({ text }) => text);
    expect(`${runAsUser}:${runAsGroup}`).toBe(user);
  });

  it('has settings that the gateway takes', () => {
    if (spec.replicas === 1) return expect(refusedBy(env)).toEqual([]);
    const urls = { DATABASE_URL: 'postgres://stemgate:secret@postgres/stemgate', REDIS_URL: 'redis://redis:6379' };
    expectNodes(ROOT, `${FOLDER}/${file}`, { ...env, ...urls });
  });

  it('keeps the database of one node on its own disk', () => {
    const mounts = gateway.volumeMounts.map(({ name, mountPath }) => [name, mountPath]);
    const claims = spec.volumeClaimTemplates.map(({ metadata }) => metadata.name);
    expect([mounts, claims]).toEqual(spec.replicas === 1 ? [[['data', '/data']], ['data']] : [[], []]);
    if (spec.replicas === 1) expect(set['DATABASE_URL']).toMatch(/^file:\/data\//);
  });
});

it('the disruption budget is for the pods of many nodes, and lets one go at a time', () => {
  const budget = z
    .object({ spec: z.object({ maxUnavailable: z.literal(1), selector: z.object({ matchLabels: labels }) }) })
    .parse(read('nodes/disruption-budget.yaml'));
  const { spec } = workload.parse(read('nodes/deployment.yaml'));
  expect(budget.spec.selector.matchLabels).toEqual(spec.selector.matchLabels);
});
