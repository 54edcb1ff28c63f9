import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Node itself can do: reads the request, parses its JSON, and answers bytes that are known in advance. */
const { BENCH_BODY = '', BENCH_HEADERS = '{}' } = process.env;
const body = Buffer.from(BENCH_BODY);
const headers: Record<string, string> = JSON.parse(BENCH_HEADERS);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(200, { ...headers, 'content-length': body.length });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit(0));
