// Charts draw one after another, a few in each frame: many of them on one page, all given new figures at the same
// moment, would otherwise hold up the frame. In a hidden tab there are no frames, and nothing is drawn.

/** A chart takes a few milliseconds; two leave most of a frame's 16 free on a slow machine. */
const PER_FRAME = 2;

const waiting = new Set<() => void>();

/** Calls `draw` in one of the next frames; a second wish before that is the same wish. */
export function drawSoon(draw: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(drawSome);
  waiting.add(draw);
}

/** Takes a wish back. */
export function drawNever(draw: () => void): void {
  waiting.delete(draw);
}

function drawSome(): void {
  const now = [...waiting].slice(0, PER_FRAME);
  for (const draw of now) waiting.delete(draw);
  // Asked for first: a drawing that fails does not hold up the others.
  if (waiting.size > 0) requestAnimationFrame(drawSome);
  for (const draw of now) draw();
}
