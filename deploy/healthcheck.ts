/**
 * The health check of a container, which needs no shell and no curl: asks a URL, by default `/livez` of the gateway beside
 * it. Exit code 0: the answer was 200. 1: there was another answer, or none within three seconds.
 */
import { get } from 'node:http';

const TIMEOUT_MS = 3_000;
const { HOST: host = '', PORT: port = '4000' } = process.env;
/** A gateway that listens on all addresses listens on this one too. */
const ownHost = ['', '0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
const [, , url = `http://${ownHost.includes(':') ? `[${ownHost}]` : ownHost}:${port || '4000'}/livez`] = process.argv;

const fail = (reason: string): never => {
  console.error(`${url}: ${reason}`);
  process.exit(1);
};

get(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }, ({ statusCode }) => {
  if (statusCode === 200) process.exit(0);
  fail(`HTTP ${statusCode}`);
}).on('error', (error) => fail(error.message));
