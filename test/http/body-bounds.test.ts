import { expect, test } from 'vitest';
import { cpuMs } from '../support/cpu-time.ts';
import { codesOf, type Result, startGateway } from '../support/gateway.ts';

test('a body over the bound is refused, also when it does not say how long it is', async () => {
  await using gateway = await startGateway();
  const body = JSON.stringify({ query: '{ __typename }', variables: { a: 'a'.repeat(140_000) } });
  const told = await gateway.post(body);
  expect([told.status, codesOf((await told.json()) as object)]).toEqual([413, ['BODY_TOO_LARGE']]);
  const untold = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new Blob([body]).stream(),
    duplex: 'half',
  } as RequestInit);
  expect([untold.status, codesOf((await untold.json()) as object)]).toEqual([413, ['BODY_TOO_LARGE']]);
});

test('a body far over the bound is refused, not cut off', async () => {
  await using gateway = await startGateway();
  const body = JSON.stringify({ query: '{ __typename }', variables: { a: 'a'.repeat(20_000_000) } });
  for (let i = 0; i < 5; i += 1) expect((await gateway.post(body)).status).toBe(413);
});

test('an error repeats little of what was sent, and is found promptly', async () => {
  await using gateway = await startGateway();
  const keys = Array.from({ length: 12_500 }, (_, i) => [`key${i}`, 1]);
  const [many, long] = [Object.fromEntries(keys), { status: ['x'.repeat(100_000)] }];
  const query = 'query($f: TaskFilter) { tasks(filter: $f) { nodes { id } } }';
  for (const f of [many, long]) {
    const begun = cpuMs();
    const response = await gateway.post({ query, variables: { f } });
    const { errors = [] } = (await response.json()) as Result;
    expect(cpuMs() - begun).toBeLessThan(1_000);
    expect(errors.length).toBeGreaterThan(0);
    for (const { message } of errors) expect(message.length).toBeLessThanOrEqual(500);
  }
});
