import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * What Node itself can do: reads a request, parses its JSON (of a body, or of the variables in a URL), and answers bytes
 * that are known in advance: `ANSWER` is a file with `{ headers, body }`.
 */
const { headers, body }: { headers: Record<string, string>; body: string } = JSON.parse(
  readFileSync(process.env['ANSWER'] ?? '', 'utf8'),
);
const bytes = Buffer.from(body);

const server = createServer((request, response) => {
  const answer = (): void => {
    response.writeHead(200, { ...headers, 'content-length': bytes.length });
    response.end(bytes);
  };
  if (request.method === 'GET') {
    const { searchParams } = new URL(request.url ?? '/', 'http://limit');
    JSON.parse(searchParams.get('variables') ?? '{}');
    JSON.parse(searchParams.get('extensions') ?? '{}');
    answer();
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString('utf8'));
    answer();
  });
});
server.keepAliveTimeout = 600_000;
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
