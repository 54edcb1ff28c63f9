import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** What the operator allows in inputs. */
export interface InputRules {
  /** Accept URLs that lead into a local or private network; for development, where everything is on one machine. */
  readonly allowPrivateUrls: boolean;
  /**
   * Model names that may be bought: the provider's published names for the operation, the operator's list, or any name.
   */
  readonly models: 'published' | 'any' | readonly string[];
  /** Query parameters of URLs that do not identify the file (`normalUrl`). */
  readonly ignoredUrlParameters: readonly string[];
  /** The model of a purchase that names none. */
  readonly defaultModel: string;
}

/**
 * Top-level labels of private names. Names reserved for documents and tests (RFC 2606: example, test, invalid) do not
 * resolve, and are allowed.
 */
const PRIVATE_LABELS = new Set([
  // RFC 6761: the machine itself.
  'localhost',
  // RFC 6762: multicast DNS, and from its appendix G the names that private networks use.
  ...['local', 'intranet', 'internal', 'private', 'corp', 'home', 'lan'],
  // RFC 7686 and 9476: names of other systems than the DNS.
  ...['onion', 'alt'],
  // RFC 3172: infrastructure of the DNS, as in 1.0.0.127.in-addr.arpa; home.arpa (RFC 8375) is for home networks.
  'arpa',
  // ICANN's name collision study: never delegated, because many private networks use them.
  'mail',
  // From hosts files and clusters: localhost.localdomain, kubernetes.default.svc.
  ...['localdomain', 'svc'],
]);

const GIVEN_OUT = ipaddr.IPv6.parseCIDR('2000::/3');

/** @param host without brackets and without a dot at its end. */
const isPrivateHost = (host: string): boolean => {
  // The URL parser has already turned 127.1, 0x7f.1 and 2130706433 into dotted form.
  if (ipaddr.isValid(host)) {
    const address = ipaddr.process(host);
    // Public IPv6 addresses are in 2000::/3; ::127.0.0.1 and other forms of private addresses are outside.
    const isGivenOut = address instanceof ipaddr.IPv4 || address.match(GIVEN_OUT);
    return !isGivenOut || address.range() !== 'unicast';
  }
  const labels = host.split('.');
  return labels.length === 1 || PRIVATE_LABELS.has(labels.at(-1) ?? '');
};

/**
 * Characters that a URL must escape (WHATWG URL, 4.3; \p{C} includes unpaired surrogates). Parsers differ about them:
 * in `http://a.example\@127.0.0.1/` some read the host before the backslash, others the one after it.
 */
const NOT_IN_URLS = /[\s\p{C}"<>\\^`{|}]/u;

/** Why the provider must not be sent this URL; null if it may. The gateway itself never fetches it. */
const urlFault = (value: string, { allowPrivateUrls }: InputRules): string | null => {
  if (value.length > 2_048) return 'must be at most 2048 characters';
  if (NOT_IN_URLS.test(value) || !/^https?:\/\/[^/]/i.test(value) || !URL.canParse(value)) {
    return 'must be an absolute http(s) URL';
  }
  // Some parsers read a user name after ? and #, too.
  if (/^https?:\/\/[^/]*@/i.test(value)) return 'must not carry credentials';
  const host = new URL(value).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host.split('.').includes('')) return 'must have a host without empty labels';
  if (!allowPrivateUrls && isPrivateHost(host)) return 'must not lead into a local or private network';
  return null;
};

/** A URL that the provider is asked to fetch. */
export const mediaUrl = (rules: InputRules) =>
  z.string().superRefine((value, context) => {
    const fault = urlFault(value, rules);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

/**
 * Whether stores and parsers keep a text unchanged: UTF-8 replaces unpaired surrogates, and for some programs NUL ends
 * a text.
 */
export const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/**
 * The length of a text in code points, so that an emoji counts 1, as on the provider's pages and in the mock. All
 * limits of text use it.
 */
export const characters = (text: string): number => {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
};

/** Text that is not blank, of at most `max` characters. */
export const words = (max: number) =>
  z
    .string()
    .refine((value) => characters(value) <= max, `must be at most ${max} characters`)
    .refine((value) => value.trim() !== '', 'must not be blank')
    .refine(isKeepable, 'must be well-formed Unicode without NUL');

/**
 * The name of a model that may be bought.
 *
 * @param published the names that the provider publishes for the operation.
 */
export const givenModelName = ({ models }: InputRules, published: readonly string[]) => {
  const listed = models === 'published' ? published : models;
  const allowed = listed === 'any' ? null : listed;
  return z
    .string()
    .regex(/^\w{1,32}$/, 'must be a model name, e.g. V4_5PLUS')
    .refine((model) => allowed === null || allowed.includes(model), {
      error: `must be one of ${allowed?.join(', ')}`,
    });
};

/** The same, with the operator's default model. */
export const modelName = (rules: InputRules, published: readonly string[]) =>
  z
    .string()
    .nullish()
    .transform((model) => model ?? rules.defaultModel)
    .pipe(givenModelName(rules, published));

/** An identifier of the provider's: opaque, but never blank or absurdly long. */
export const upstreamId = z.string().regex(/^[\w.:-]{1,128}$/, 'must be an id as the provider gave it');

/** 0 to 1 with at most two decimals; null when not given. */
export const weight = z
  .number()
  .min(0, 'must be at least 0')
  .max(1, 'must be at most 1')
  .refine((value) => Math.round(value * 100) / 100 === value, 'must have at most two decimals')
  .nullish()
  .transform((value) => value ?? null);

/** Caches one schema per set of rules: making a schema costs thirty times as much as using it. */
export const perRules = <Schema extends z.ZodType>(
  make: (rules: InputRules) => Schema,
): ((rules: InputRules) => Schema) => {
  const made = new WeakMap<InputRules, Schema>();
  return (rules) => {
    const schema = made.get(rules) ?? make(rules);
    made.set(rules, schema);
    return schema;
  };
};
