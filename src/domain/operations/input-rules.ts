import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** What the operator allows in inputs. */
export interface InputRules {
  /** Accept URLs that lead into a local or private network; for development, where everything is on one machine. */
  readonly allowPrivateUrls: boolean;
  /** Model names that may be bought; null: whatever the provider takes. */
  readonly models: readonly string[] | null;
}

/** Names that never leave the machine or its network (RFC 6761, RFC 6762, RFC 8375, and what clouds use inside). */
const PRIVATE_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$/;

const GIVEN_OUT = ipaddr.IPv6.parseCIDR('2000::/3');

const isPrivateHost = (hostname: string): boolean => {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  // The URL parser has already turned 127.1, 0x7f.1 and 2130706433 into dotted form.
  if (ipaddr.isValid(host)) {
    const address = ipaddr.process(host);
    // Of IPv6 only 2000::/3 is given out; elsewhere lie ::127.0.0.1 and other ways inwards.
    const isGivenOut = address instanceof ipaddr.IPv4 || address.match(GIVEN_OUT);
    return !isGivenOut || address.range() !== 'unicast';
  }
  return !host.includes('.') || PRIVATE_NAMES.test(host);
};

/** Why `value` must not be handed to the provider to fetch; null when it may. The gateway itself never fetches it. */
const urlFault = (value: string, { allowPrivateUrls }: InputRules): string | null => {
  if (value.length > 2_048) return 'must be at most 2048 characters';
  if (/[\s\p{Cc}]/u.test(value) || !/^https?:\/\//i.test(value) || !URL.canParse(value)) {
    return 'must be an absolute http(s) URL';
  }
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') return 'must not carry credentials';
  if (!allowPrivateUrls && isPrivateHost(url.hostname)) return 'must not lead into a local or private network';
  return null;
};

/** A URL that the provider is asked to fetch. */
export const mediaUrl = (rules: InputRules) =>
  z.string().superRefine((value, context) => {
    const fault = urlFault(value, rules);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

/** Text with something in it, of at most `max` characters (UTF-16 units, the provider's way of counting them). */
export const words = (max: number) =>
  z
    .string()
    .max(max, `must be at most ${max} characters`)
    .refine((value) => value.trim() !== '', 'must not be blank');

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

/** A schema costs thirty times as much to make as to use: this makes one per set of rules, and keeps it. */
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
