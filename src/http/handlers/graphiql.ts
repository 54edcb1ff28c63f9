import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { HttpExchange } from '../exchange.ts';
import { reply } from '../reply.ts';

/** An example in a tab of GraphiQL. */
export interface GraphiQLTab {
  readonly query: string;
  /** JSON. */
  readonly variables?: string;
}

/** The GraphiQL page. */
export interface GraphiQLPage {
  send(exchange: HttpExchange): Promise<void>;
}

/** Content codings of the page. It is one file of 9 MB, so each coding is computed once. */
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
  // The scripts are inside the page, and the editor creates workers from blobs.
  'content-security-policy':
    "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data:; " +
    "font-src data:; connect-src 'self'; worker-src blob:; " +
    "frame-ancestors 'none'",
};

/**
 * Where several tabs are there from the start, GraphiQL leaves an animation of each unfinished: at the first press the tab
 * jumps away from under the pointer, and the click is lost.
 */
const STYLE = '<style>.graphiql-tab { transform: none !important; }</style>';

export const createGraphiQLPage = (tabs: readonly GraphiQLTab[]): GraphiQLPage => {
  const render = async (encoding: Encoding): Promise<Buffer> => {
    // Imported at the first request for the page: the module is megabytes of program text.
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    const options = {
      title: 'Stemgate',
      defaultTabs: tabs.map(({ query, variables }) => ({ query, variables: variables ?? '' })),
      // GraphiQL reads the variables of the first tab from here, not from `defaultTabs`.
      variables: tabs[0]?.variables ?? '',
      // GraphiQL sends the headers tab, e.g. credentials, with streams, but not with sockets.
      subscriptionsProtocol: 'SSE',
    } as const;
    const html = renderGraphiQL(options).replace('</head>', `${STYLE}</head>`);
    return compressors[encoding](Buffer.from(html));
  };
  const pages = new Map<Encoding, Promise<Buffer>>();

  const pageIn = (encoding: Encoding): Promise<Buffer> => {
    const known = pages.get(encoding);
    if (known) return known;
    const page = render(encoding);
    pages.set(encoding, page);
    // The current request fails; the next one tries again.
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
