// A drawing as SVG in an element's shadow root.

import { css, html, nothing, type SVGTemplateResult, svg, type TemplateResult, unsafeCSS } from 'lit';
import { TOKENS } from '../chart.ts';
import { DASHES, HATCHING_STEP } from './paint.ts';
import { type Drawing, type Shape, TAIL_GAP, TAIL_SIZE, type TextShape } from './shapes.ts';

/** Styles that {@link drawingSvg} needs. */
export const drawingStyles = css`
  svg {
    display: block;
    overflow: visible;
  }

  .mono {
    font-family: var(--mono);
  }

  .dashed {
    stroke-dasharray: ${unsafeCSS(DASHES.join(' '))};
  }

  ${unsafeCSS(
    TOKENS.map(
      (token) => `.f-${token} { fill: var(--${token}); } .s-${token} { stroke: var(--${token}); }`,
    ).join('\n'),
  )}

  @media (forced-colors: active) {
    text {
      fill: CanvasText;
    }
  }
`;

/** @param label - What it shows, for screen readers; the figures themselves stand in a table beside it. */
export function drawingSvg({ width, height, shapes }: Drawing, label: string): TemplateResult {
  const step = HATCHING_STEP;
  return html`<svg part="drawing" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
    <defs>
      <pattern id="hatching" width=${step} height=${step} patternUnits="userSpaceOnUse">
        <path class="s-ink-3" stroke-width="1.5" d="M0 ${step}L${step} 0M-1 1L1 -1M${step - 1} ${step + 1}L${step + 1} ${step - 1}" />
      </pattern>
    </defs>
    ${shapes.map(shapeSvg)}
  </svg>`;
}

function tailSvg(tail: TextShape['tail']): SVGTemplateResult | typeof nothing {
  if (tail === null) return nothing;
  return svg`<tspan class="f-${tail.ink}" dx=${TAIL_GAP} font-size=${TAIL_SIZE} font-weight="400">${tail.text}</tspan>`;
}

function shapeSvg(shape: Shape): SVGTemplateResult {
  switch (shape.kind) {
    case 'text': {
      const { x, y, text, ink, size, weight, isMono, anchor, tail } = shape;
      return svg`<text class="f-${ink} ${isMono ? 'mono' : ''}" x=${x} y=${y} font-size=${size} font-weight=${weight} text-anchor=${anchor}>${text}${tailSvg(tail)}</text>`;
    }
    case 'box': {
      const { x, y, width, height, fill, edge } = shape;
      const inset = edge === null ? 0 : 0.5;
      const classes = `${fill === null || fill === 'hatching' ? '' : `f-${fill}`} ${edge === null ? '' : `s-${edge}`}`;
      const paint = fill === 'hatching' ? 'url(#hatching)' : 'none';
      return svg`<rect class=${classes} fill=${paint} x=${x + inset} y=${y + inset} width=${Math.max(0, width - 2 * inset)} height=${Math.max(0, height - 2 * inset)} />`;
    }
    case 'line': {
      const { points, ink, width, isDashed } = shape;
      const path = points.map((point) => point.join()).join(' ');
      return svg`<polyline class="s-${ink} ${isDashed ? 'dashed' : ''}" fill="none" stroke-width=${width} stroke-linejoin="round" points=${path} />`;
    }
    case 'dot':
      return svg`<circle class="f-${shape.fill}" cx=${shape.x} cy=${shape.y} r=${shape.radius} />`;
    case 'group':
      return svg`<g transform="translate(${shape.x} ${shape.y})">${shape.shapes.map(shapeSvg)}</g>`;
    default:
      return shape satisfies never;
  }
}
