// What a session has to say, and what happened to its hash rate: the newest of each, however long it goes on.

import type { SessionEvent, SessionNotice } from './snapshot.ts';

const MOST_NOTICES = 20;
const MOST_EVENTS = 200;

/** Holds notices and events. Both lists are replaced when they change, never changed themselves. */
export class NoticeBoard {
  #notices: readonly SessionNotice[] = [];
  #events: readonly SessionEvent[] = [];
  #nextId = 1;

  get notices(): readonly SessionNotice[] {
    return this.#notices;
  }

  get events(): readonly SessionEvent[] {
    return this.#events;
  }

  /** Puts a notice up; one that says the same is taken down. */
  say(tone: SessionNotice['tone'], heading: string, text: string): void {
    const others = this.#notices.filter((notice) => notice.heading !== heading || notice.text !== text);
    this.#notices = [...others, { id: this.#nextId++, tone, heading, text }].slice(-MOST_NOTICES);
  }

  dismiss(id: number): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
  }

  /** Marks something that happened to the hash rate. */
  mark(event: SessionEvent): void {
    this.#events = [...this.#events, event].slice(-MOST_EVENTS);
  }
}
