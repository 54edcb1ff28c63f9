import { guardAdmin } from './admin/guard.ts';
import { listen } from './http-server.ts';
import { createSynthesizer } from './media/synthesizer.ts';
import { SAMPLE_PATH } from './media/upload.ts';
import { createPortlessKie, type MockOptions, type PortlessKie } from './mock-kie.ts';
import { createNetwork } from './network.ts';
import { checkServerOptions } from './options.ts';
import { readAsset } from './page.ts';

export type { PortlessKie } from './mock-kie.ts';
export type { Settings } from './provider/settings.ts';

export interface MockKieOptions extends MockOptions {
  /** 0, the default, picks a free port. */
  readonly port?: number;
  /** `127.0.0.1` by default. */
  readonly host?: string;
  /** Whether callbacks may go to receivers whose TLS certificate cannot be verified; false by default. */
  readonly allowSelfSigned?: boolean;
  /** Sends callbacks; over the network by default. A test can hand them to an app without a port. */
  readonly send?: (request: Request) => Promise<Response>;
}

/** A mock of kie.ai on a port. */
export interface MockKie extends PortlessKie, AsyncDisposable {
  /** What `KIE_API_URL` should be. */
  readonly url: string;
  readonly port: number;
  /** A ready `uploadUrl`. */
  readonly sampleUrl: string;
  readonly close: () => Promise<void>;
}

/** Starts a mock on a port. Mocks share nothing: each has its own state, port and clock. */
export const createMockKie = async (options: MockKieOptions = {}): Promise<MockKie> => {
  const { port = 0, host = '127.0.0.1', send, allowSelfSigned = false, ...given } = options;
  checkServerOptions({ port, host, allowSelfSigned });
  const { close: hangUp, ...network } = createNetwork(allowSelfSigned);
  const player = createSynthesizer();
  const kie = createPortlessKie(given, { ...network, ...(send ? { send } : {}), player, readAsset });
  const listening = await listen(
    async (request) => guardAdmin(request, kie.settings.publicUrl) ?? kie.handle(request),
    { host, port },
  );

  const close = async (): Promise<void> => {
    kie.stop();
    await listening.close();
    await hangUp();
  };

  return Object.assign(kie, {
    url: listening.url,
    port: listening.port,
    sampleUrl: `${listening.url}${SAMPLE_PATH}`,
    close,
    [Symbol.asyncDispose]: close,
  });
};
