import { MIDI_PATH } from '../../paths.ts';
import { type Authenticator, AuthUnavailableError, UnauthenticatedError } from '../auth/authenticator.ts';
import type { HttpHandler } from '../exchange.ts';
import type { Origins } from '../origins.ts';
import { reply, replyMethodNotAllowed, replyNotFound, replyText } from '../reply.ts';

export interface MidiHandlerOptions {
  readonly authenticator: Authenticator;
  readonly origins: Origins;
  /** The notes of a task of the viewer's as a Standard MIDI File; null where the viewer has no such task, or it no notes. */
  readonly read: (viewer: string, taskId: string) => Promise<Buffer | null>;
}

const NAME = /^([\da-f-]{36})\.mid$/;

/** `/midi/<id of the task>.mid`, with the credentials that read the task. */
export const createMidiHandler =
  ({ authenticator, origins, read }: MidiHandlerOptions): HttpHandler =>
  async (exchange) => {
    const { request, response, path, headers } = exchange;
    Object.assign(headers, origins.headers(request));
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { ...headers, allow: 'GET, HEAD', ...origins.preflight(request, 'GET, HEAD') }).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return replyMethodNotAllowed(exchange, 'GET, HEAD');
    try {
      const { viewer } = await authenticator.authenticate(request.headers.authorization ?? null);
      const taskId = NAME.exec(path.slice(MIDI_PATH.length))?.[1];
      const file = taskId === undefined ? null : await read(viewer, taskId);
      if (file === null) return replyNotFound(exchange);
      const disposition = `attachment; filename="${taskId}.mid"`;
      reply(exchange, 200, file, { 'content-type': 'audio/midi', 'content-disposition': disposition });
    } catch (error) {
      if (error instanceof AuthUnavailableError)
        return replyText(exchange, 503, `${error.message}\n`, { 'retry-after': '5' });
      if (!(error instanceof UnauthenticatedError)) throw error;
      replyText(exchange, 401, `${error.message}\n`, { 'www-authenticate': 'Bearer' });
    }
  };
