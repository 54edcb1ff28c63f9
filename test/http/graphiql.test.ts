import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const renderer = vi.hoisted(() => ({ broken: false }));
vi.mock('@graphql-yoga/render-graphiql', () => ({
  renderGraphiQL: ({ title }: { readonly title: string }) => {
    if (renderer.broken) throw new Error('out of memory');
    return `<head><title>${title}</title></head>`;
  },
}));

/** The page as it comes over the wire, for whoever takes these encodings. */
const visit = async (origin: string, encodings?: string) => {
  const headers = { accept: 'text/html', ...(encodings === undefined ? {} : { 'accept-encoding': encodings }) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${origin}/graphql`, { headers }, resolve).on('error', reject);
  });
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
};

test('GraphiQL comes compressed as the browser takes it, and says nothing of an encoding where there is none', async () => {
  await using gateway = await startGateway();
  const style = '<style>.graphiql-tab { transform: none !important; }</style>';
  const page = Buffer.from(`<head><title>Stemgate</title>${style}</head>`);
  const [br, gzip, plain] = await Promise.all(
    ['gzip, deflate, br', 'gzip', undefined].map((encodings) => visit(gateway.origin, encodings)),
  );
  expect([br?.headers['content-encoding'], brotliDecompressSync(br?.body ?? '')]).toEqual(['br', page]);
  expect([gzip?.headers['content-encoding'], gunzipSync(gzip?.body ?? '')]).toEqual(['gzip', page]);
  expect(plain).toMatchObject({ status: 200, body: page, headers: { vary: 'Accept, Accept-Encoding' } });
  expect(plain?.headers).not.toHaveProperty('content-encoding');
});

test('GraphiQL that could not be rendered once is rendered for the next visitor', async () => {
  await using gateway = await startGateway();
  renderer.broken = true;
  expect((await visit(gateway.origin)).status).toBe(500);
  renderer.broken = false;
  expect((await visit(gateway.origin)).status).toBe(200);
});
