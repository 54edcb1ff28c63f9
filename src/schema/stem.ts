import type * as domain from '../domain/outputs/separation.ts';
import { builder } from './builder.ts';

const StemKind = builder.enumType('StemKind', {
  description: 'What is to be heard in a stem.',
  values: {
    VOCALS: { description: 'The voices; the lead voice alone where there are backing vocals too.' },
    INSTRUMENTAL: { description: 'Everything but the voices.' },
    BACKING_VOCALS: { description: 'The voices behind the lead.' },
    DRUMS: { description: 'Drum kit.' },
    BASS: { description: 'Bass.' },
    GUITAR: { description: 'Guitars.' },
    PIANO: { description: 'Piano.' },
    KEYBOARD: { description: 'Keyboards.' },
    STRINGS: { description: 'Strings.' },
    BRASS: { description: 'Brass.' },
    WOODWINDS: { description: 'Woodwinds.' },
    PERCUSSION: { description: 'Percussion beside the drum kit.' },
    SYNTH: { description: 'Synthesizers.' },
    FX: { description: 'Effects.' },
    OTHER: { description: 'Something that this schema has no name for; see `label`.' },
  } satisfies Record<domain.StemKind, object>,
});

export const Stem = builder.objectRef<domain.Stem>('Stem').implement({
  description: 'One part of a track, in a file of its own.',
  fields: (t) => ({
    kind: t.expose('kind', { type: StemKind, description: 'What is to be heard in it.' }),
    label: t.exposeString('label', {
      description: "The provider's own name for it, also for kinds that this schema does not know (`OTHER`).",
    }),
    url: t.expose('url', { type: 'URL', description: 'Where the file is, until `Task.expiresAt`.' }),
    audioId: t.exposeString('audioId', { nullable: true, description: "The provider's id of it, where it gave one." }),
    duration: t.exposeFloat('duration', { nullable: true, description: 'Seconds.' }),
  }),
});
