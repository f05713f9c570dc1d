// What is said of engines, whatever they mine for.

import type { CrewMember } from './crew-member.ts';
import { sentence } from './sentence.ts';
import type { SessionNotice } from './snapshot.ts';

type Words = Pick<SessionNotice, 'heading' | 'text'>;

/** Of an engine that is out, or has fewer workers than it should. */
export function troubleNotice({ id, state, problem, retrySec }: CrewMember): Words {
  const retry = retrySec === null ? '' : ' It is tried again by itself.';
  return {
    heading: state === 'lost' ? `${id} is out` : `${id} has lost workers`,
    text: `${sentence(problem ?? '')}${retry}`,
  };
}

/** Of an engine's first hardware error. */
export function hardwareErrorNotice({ id }: CrewMember): Words {
  return {
    heading: `${id} said something wrong`,
    text: 'It reported a nonce whose hash does not meet the target. Nothing was lost; its errors are counted from here on.',
  };
}
