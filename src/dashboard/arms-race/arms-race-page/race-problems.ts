// What went wrong, where everybody sees it first.

import { html, nothing, type TemplateResult } from 'lit';

/** What can go wrong on the page, and what can be done then. */
export interface RaceProblems {
  /** What is wrong with the settings; nothing runs. */
  readonly settings: readonly string[];
  /** A file that is no scenario; what was raced goes on. */
  readonly file: { readonly name: string; readonly problems: readonly string[] } | null;
  /** Why no race could be run; empty for nothing. */
  readonly run: string;
  readonly reset: () => void;
  readonly forgetFile: () => void;
  readonly runAgain: () => void;
}

const TOLD = 6;

const list = (problems: readonly string[]) =>
  html`<ul>
    ${problems.slice(0, TOLD).map((problem) => html`<li>${problem}</li>`)}
    ${problems.length > TOLD ? html`<li>and ${problems.length - TOLD} more</li>` : nothing}
  </ul>`;

/** The page's notices. */
export function problemNotices({
  settings,
  file,
  run,
  reset,
  forgetFile,
  runAgain,
}: RaceProblems): TemplateResult {
  return html`<div class="notices">
    ${
      settings.length === 0
        ? nothing
        : html`<notice-callout tone="bad" heading="Nothing was run">
            ${list(settings)}
            <button slot="actions" type="button" @click=${reset}>Go on with what is shown below</button>
          </notice-callout>`
    }
    ${
      file === null
        ? nothing
        : html`<notice-callout
            tone="bad"
            heading="${file.name} is no scenario; nothing was changed"
            is-dismissible
            @dismiss=${forgetFile}
          >
            ${list(file.problems)}
          </notice-callout>`
    }
    ${
      run === ''
        ? nothing
        : html`<notice-callout tone="bad" heading="The race could not be run">
            ${run}.
            <button slot="actions" type="button" @click=${runAgain}>Run it again</button>
          </notice-callout>`
    }
  </div>`;
}
