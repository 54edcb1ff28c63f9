import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { HttpExchange } from '../exchange.ts';
import { reply } from '../reply.ts';

/** An operation that stands ready in a tab of its own. */
export interface GraphiQLTab {
  readonly query: string;
  /** JSON. */
  readonly variables?: string;
}

/** The page for people with a browser. */
export interface GraphiQLPage {
  send(exchange: HttpExchange): Promise<void>;
}

/** Everything that the page needs is in it: 9 MB of text, so it is compressed, once. */
const compressors = {
  br: (html: Buffer) => promisify(brotliCompress)(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (html: Buffer) => promisify(gzip)(html),
  identity: async (html: Buffer) => html,
} as const;
type Encoding = keyof typeof compressors;

const encodingFor = (accept: string): Encoding => {
  if (/\bbr\b/.test(accept)) return 'br';
  return /\bgzip\b/.test(accept) ? 'gzip' : 'identity';
};

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  vary: 'Accept, Accept-Encoding',
  'cache-control': 'no-cache',
  // The page is one file with its scripts inside, and its editors make workers out of blobs.
  'content-security-policy':
    "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data:; " +
    "font-src data:; connect-src 'self'; worker-src blob:; " +
    "frame-ancestors 'none'",
};

export const createGraphiQLPage = (tabs: readonly GraphiQLTab[]): GraphiQLPage => {
  const render = async (encoding: Encoding): Promise<Buffer> => {
    // Only when somebody looks: it is megabytes of program text.
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    const options = {
      title: 'Stemgate',
      defaultTabs: tabs.map(({ query, variables }) => ({ query, variables: variables ?? '' })),
      // Of the tab that is open at first GraphiQL takes the query from the tabs, and the variables from here.
      variables: tabs[0]?.variables ?? '',
      // Its sockets do not send along what is in the headers tab, credentials for one; its streams do.
      subscriptionsProtocol: 'SSE',
    } as const;
    const html = renderGraphiQL(options);
    return compressors[encoding](Buffer.from(html));
  };
  const pages = new Map<Encoding, Promise<Buffer>>();

  const pageIn = (encoding: Encoding): Promise<Buffer> => {
    const known = pages.get(encoding);
    if (known) return known;
    const page = render(encoding);
    pages.set(encoding, page);
    // Who waits for it hears of a failure; whoever comes next has it tried again.
    page.catch(() => pages.delete(encoding));
    return page;
  };

  return {
    async send(exchange) {
      const encoding = encodingFor(exchange.request.headers['accept-encoding']?.toString() ?? '');
      const coding = encoding === 'identity' ? {} : { 'content-encoding': encoding };
      reply(exchange, 200, await pageIn(encoding), { ...HEADERS, ...coding });
    },
  };
};
