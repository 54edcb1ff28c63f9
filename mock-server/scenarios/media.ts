import { group } from './scenario.ts';

/** What a fetched file turns into. Source: provider.md, 10, quirks 11 to 13. */
export const mediaScenarios = group('media', [
  { name: 'media-empty', about: 'Files come with HTTP 200 and zero bytes.', media: 'empty' },
  {
    name: 'media-truncated',
    about: 'Files break off in the middle of what Content-Length announced.',
    media: 'truncated',
  },
  { name: 'media-forbidden', about: 'Files answer HTTP 403.', media: 'forbidden' },
  {
    name: 'media-needs-user-agent',
    about: 'Files answer HTTP 403 to a client without a User-Agent.',
    media: 'needs-user-agent',
  },
  { name: 'media-expired', about: 'Files answer HTTP 404, as they do after 14 days.', media: 'expired' },
]);
