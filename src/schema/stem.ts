import type * as domain from '../domain/outputs/separation.ts';
import { builder } from './builder.ts';

const StemKind = builder.enumType('StemKind', {
  description: 'The voice or instrument in a stem.',
  values: {
    VOCALS: { description: 'Vocals; the lead vocals alone where there are backing vocals too.' },
    INSTRUMENTAL: { description: 'Everything except the vocals.' },
    BACKING_VOCALS: { description: 'Backing vocals.' },
    DRUMS: { description: 'Drum kit.' },
    BASS: { description: 'Bass.' },
    GUITAR: { description: 'Guitars.' },
    PIANO: { description: 'Piano.' },
    KEYBOARD: { description: 'Keyboards.' },
    STRINGS: { description: 'Strings.' },
    BRASS: { description: 'Brass.' },
    WOODWINDS: { description: 'Woodwinds.' },
    PERCUSSION: { description: 'Percussion other than the drum kit.' },
    SYNTH: { description: 'Synthesizers.' },
    FX: { description: 'Effects.' },
    OTHER: { description: 'A kind that this schema has no name for; see `label`.' },
  } satisfies Record<domain.StemKind, object>,
});

const StemRole = builder.enumType('StemRole', {
  description: 'What a stem is to the mix that it comes from.',
  values: {
    STEM: { description: 'One of the parts of a split.' },
    EXTRACTED: { description: 'What an advanced separation took out of the mix.' },
    REMAINDER: { description: 'The mix without it.' },
  } satisfies Record<domain.StemRole, object>,
});

export const Stem = builder.objectRef<domain.Stem>('Stem').implement({
  description: 'One part of a track, as a file.',
  fields: (t) => ({
    kind: t.expose('kind', { type: StemKind, description: 'The voice or instrument in it.' }),
    label: t.exposeString('label', {
      description: "The provider's own name for it, also for kinds that this schema does not know (`OTHER`).",
    }),
    role: t.field({
      type: StemRole,
      description: 'What it is to the mix that it comes from.',
      resolve: ({ role }) => role ?? 'STEM',
    }),
    url: t.expose('url', { type: 'URL', description: 'Address of the file, valid until `Task.expiresAt`.' }),
    audioId: t.exposeString('audioId', {
      nullable: true,
      description: "The provider's id of the stem; null where it gave none.",
    }),
    duration: t.exposeFloat('duration', { nullable: true, description: 'Seconds.' }),
  }),
});
