import { connect } from 'node:net';

/** Sends bytes as they are, and gives all that comes back until the gateway closes; `end` closes our side first. */
export const sendRaw = (port: number, bytes: string | Buffer, end = false): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      if (end) socket.end();
    });
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(text));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Cut off in the middle of our sending: what came back before that counts.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
  });

/** The status of the first answer in `text`; 0 when there is none. */
export const statusIn = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
