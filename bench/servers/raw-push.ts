import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * What Node and ws can do: a post to /callbacks/KEY becomes a message on the sockets that subscribed to KEY. It speaks
 * as much of graphql-transport-ws as the load needs, sends as many bytes as the gateway does, and stores nothing.
 */
const padding = 'x'.repeat(Number(process.env['BENCH_PADDING'] ?? 0));
const watchers = new Map<string, { readonly socket: WebSocket; readonly id: string }[]>();

const push = (key: string, body: string): void => {
  const { version }: { version: number } = JSON.parse(body);
  for (const { socket, id } of watchers.get(key) ?? []) {
    socket.send(JSON.stringify({ id, type: 'next', payload: { data: { taskUpdated: { version, padding } } } }));
  }
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    push(request.url?.split('/').at(-1) ?? '', Buffer.concat(chunks).toString('utf8'));
    response.end('ok\n');
  });
});

const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message: { type: string; id: string; payload: { variables: { id: string } } } = JSON.parse(String(data));
    if (message.type === 'connection_init') return socket.send('{"type":"connection_ack"}');
    const key = message.payload.variables.id;
    watchers.set(key, [...(watchers.get(key) ?? []), { socket, id: message.id }]);
    push(key, '{"version":0}');
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit(0));
