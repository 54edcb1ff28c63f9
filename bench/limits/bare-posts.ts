import { createServer } from 'node:http';
import { Pool } from 'undici';
import { percentile } from '../harness/statistics.ts';

/**
 * What undici can do: purchases posted to the provider without a gateway. `GET /run?ms=…&callers=…` posts for so long,
 * and answers what came of it.
 */
const pool = new Pool(`http://127.0.0.1:${process.env['PROVIDER_PORT']}`, { connections: 64 });
const body = JSON.stringify({
  taskId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  audioId: '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11',
  type: 'split_stem',
  callBackUrl: `http://localhost:4000/callbacks/${'a'.repeat(64)}`,
});
const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };

const buy = async (): Promise<void> => {
  const answer = await pool.request({ method: 'POST', path: '/api/v1/vocal-removal/generate', headers, body });
  const { data }: { data: { taskId: string } } = JSON.parse(await answer.body.text());
  if (data.taskId.length !== 32) throw new Error('The provider sold nothing.');
};

const run = async (durationMs: number, callers: number): Promise<object> => {
  const latencies: number[] = [];
  const begun = performance.now();
  const call = async (): Promise<void> => {
    while (performance.now() - begun < durationMs) {
      const sentAt = performance.now();
      await buy();
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return {
    count: latencies.length,
    perSecond: (latencies.length * 1_000) / (performance.now() - begun),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
};

const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://limit');
  response.end(JSON.stringify(await run(Number(searchParams.get('ms')), Number(searchParams.get('callers')))));
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
