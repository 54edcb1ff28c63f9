import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { start } from '../support/processes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HEALTHCHECK = 'deploy/healthcheck.ts';

describe('the health check', () => {
  const check = async (env: Readonly<Record<string, string>>) => {
    const { ended, output } = start({ script: HEALTHCHECK, env, cwd: ROOT });
    const { code } = await ended;
    return { code, output: output() };
  };
  const serve = async (status: number, host: string) => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;
    return { asked, port: String(port), [Symbol.asyncDispose]: async () => void server.close() };
  };

  it.each(['', '0.0.0.0', '127.0.0.1', '::1'])('asks /livez of a gateway whose HOST is "%s"', async (HOST) => {
    await using server = await serve(200, HOST || '127.0.0.1');
    expect(await check({ HOST, PORT: server.port })).toEqual({ code: 0, output: '' });
    expect(server.asked).toEqual(['/livez']);
  });

  it('fails on any other answer than 200', async () => {
    await using server = await serve(503, '127.0.0.1');
    const { code, output } = await check({ PORT: server.port });
    expect([code, output]).toEqual([1, expect.stringContaining('HTTP 503')]);
  });
});
