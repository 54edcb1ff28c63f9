import { createServer } from 'node:http';

/** A server that does nothing: what Node itself takes to start. */
createServer((_request, response) => {
  response.end('{}');
}).listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
