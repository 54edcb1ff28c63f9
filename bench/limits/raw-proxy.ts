import { createServer } from 'node:http';
import { Pool } from 'undici';

/** What Node and undici can do: each request reads a record of the provider, and answers with some of it. */
const pool = new Pool(`http://127.0.0.1:${process.env['PROVIDER_PORT']}`, { connections: 64 });

interface RefreshRequest {
  readonly variables: { readonly id: string };
}

const readRecord = async (taskId: string): Promise<{ data: { successFlag: string } }> => {
  const path = `/api/v1/vocal-removal/record-info?taskId=${encodeURIComponent(taskId)}`;
  const answer = await pool.request({ method: 'GET', path, headers: { authorization: 'Bearer bench' } });
  return JSON.parse(await answer.body.text());
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const { variables }: RefreshRequest = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const { data } = await readRecord(variables.id);
    const task = { id: variables.id, version: 2, status: data.successFlag, operation: 'SEPARATE_VOCALS' };
    const body = JSON.stringify({ data: { refreshTask: { task, reused: false, userErrors: [] } } });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});
server.keepAliveTimeout = 600_000;
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
