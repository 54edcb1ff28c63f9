import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { complaints, development, production } from '../support/config.ts';

describe('the environment', () => {
  it('reads JWT settings, one source of keys at a time', () => {
    const jwt = { ...development, AUTH: 'jwt' };
    expect(complaints(jwt)).toEqual(['JWT_JWKS_URL']);
    expect(complaints({ ...jwt, JWT_SECRET: 's', JWT_JWKS_URL: 'https://id.example.com/jwks' })).toEqual([
      'JWT_JWKS_URL',
    ]);
    expect(readConfig({ ...jwt, JWT_SECRET: 's', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' }).config.auth).toEqual({
      kind: 'jwt',
      verification: { secret: 's' },
      issuer: 'i',
      audience: 'a',
    });
    expect(complaints({ ...development, AUTH: 'api-key' })).toEqual(['API_KEYS']);
  });

  it('knows a key that two viewers share, however it is given, and lets one viewer have several', () => {
    const digest = createHash('sha256').update('one').digest('hex');
    const keysOf = (keys: string) => complaints({ ...development, API_KEYS: keys });
    expect(keysOf(`alice:one,bob:sha256:${digest}`)).toEqual(['API_KEYS']);
    expect(keysOf(`alice:SHA256:${digest.toUpperCase()},bob:sha256:${digest}`)).toEqual(['API_KEYS']);
    expect(keysOf('alice:one,alice:two,bob:three')).toEqual([]);
    expect(keysOf(`alice:one,alice:SHA256:${digest},bob:three`)).toEqual([]);
  });

  it('reads the keys that tokens are checked with from where nobody on the way can change them', () => {
    const at = (JWT_JWKS_URL: string, base: object = production) => complaints({ ...base, AUTH: 'jwt', JWT_JWKS_URL });
    expect(at('http://id.example.com/jwks')).toEqual(['JWT_JWKS_URL']);
    expect(at('http://localhost.example.com/jwks')).toEqual(['JWT_JWKS_URL']);
    expect(at('http://id.example.com/jwks', development)).toEqual([]);
    for (const url of [
      'https://id.example.com/jwks?p=1',
      'http://127.0.0.1:8080/',
      'http://[::1]/',
      'http://localhost',
    ]) {
      expect(at(url), url).toEqual([]);
    }
  });

  it('warns of a JWT_SECRET that is shorter than HS256 wants, and does not show it', () => {
    const warnings = (JWT_SECRET: string) => readConfig({ ...development, AUTH: 'jwt', JWT_SECRET }).warnings;
    expect(warnings('x'.repeat(31))).toEqual([expect.stringMatching(/^JWT_SECRET should have 32 bytes/)]);
    expect(warnings('x'.repeat(31)).join()).not.toContain('xx');
    const unsigned = { ...development, KIE_DIALECT: 'sunoapi', KIE_WEBHOOK_HMAC_KEY: 'hmac-value' };
    expect(readConfig(unsigned).warnings).toEqual([expect.stringMatching(/^KIE_WEBHOOK_HMAC_KEY (?!.*hmac-value)/)]);
    expect(warnings('x'.repeat(32))).toEqual([]);
    expect(warnings('ä'.repeat(16))).toEqual([]);
  });
});
