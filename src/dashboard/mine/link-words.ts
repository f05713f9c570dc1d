// What a link asks for, in words.

import { ruleNamed } from '../../difficulty/index.ts';
import { formatCount, formatRatio, formatWholeSeconds } from '../../primitives/index.ts';
import type { NewChain } from '../session/session-client.ts';
import { enginesWords } from './engine-words.ts';
import { intensityPercent, type LinkWish } from './settings.ts';

/** A chain by its rule and spacing, for example `LWMA-1 at 2 s a block`. */
export function chainWords({ rule, spacingSec, windowBlocks }: NewChain): string {
  const { title, windowMeaning } = ruleNamed(rule);
  const window =
    windowBlocks === null || windowMeaning === null
      ? ''
      : `, ${windowMeaning} ${formatCount(windowBlocks)} blocks,`;
  return `${title}${window} at ${formatWholeSeconds(spacingSec)} a block`;
}

/** What can be changed on any chain, for example `50 % intensity, a rival of 5.0 ×`. */
export function liveWords({ engines, intensity, rival }: LinkWish['live']): string {
  const parts: string[] = [];
  if (engines !== undefined) parts.push(enginesWords(engines));
  if (intensity !== undefined) parts.push(`${intensityPercent(intensity)} % intensity`);
  if (rival !== undefined) parts.push(rival === 0 ? 'no rival' : `a rival of ${formatRatio(rival)}`);
  return parts.join(', ');
}

/** The whole question. */
export function linkWords({ chain, live }: LinkWish, height: number, own: NewChain): string {
  const more = liveWords(live);
  if (chain === null) return `It asks for ${more}.`;
  const lost = height === 0 ? '' : ` Beginning it deletes your ${formatCount(height)} blocks.`;
  return `It asks for ${chainWords(chain)}${more === '' ? '' : `, with ${more}`}; yours follows ${chainWords(own)}.${lost}`;
}
