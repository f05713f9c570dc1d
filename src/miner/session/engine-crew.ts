// The engines of a session: opened side by side, handed to whoever mines, and replaced without a gap when the choice
// changes.

import type { HashEngine } from '../../engine/index.ts';
import { benchmarkEntry } from '../benchmark-entry.ts';
import type { EngineChoice } from '../benchmark-report.ts';
import { CrewMember, type MemberParts } from './crew-member.ts';

/** Whoever mines with the engines. */
export interface CrewUser {
  addEngine(engine: HashEngine, duty: number): void;
  removeEngine(engine: HashEngine): void;
  setDuty(engine: HashEngine, duty: number): void;
}

/** What a crew is handed. */
export interface CrewParts extends Pick<MemberParts, 'host' | 'clock' | 'timers'> {
  /** An engine begins to work; whoever mines has it already. */
  readonly onCame: (member: CrewMember) => void;
  /** It is about to leave, for whatever reason. */
  readonly onLeaving: (member: CrewMember, engine: HashEngine) => void;
  /** It could not be opened, failed, or lost workers; `member.problem` says why. */
  readonly onTrouble: (member: CrewMember) => void;
}

/** Holds the engines that are wanted, and some that leave when their successors work. */
export class EngineCrew {
  readonly #parts: CrewParts;
  #members: readonly CrewMember[] = [];
  #wanted: ReadonlySet<string> = new Set();
  #user: CrewUser | null = null;
  #duty = 1;

  constructor(parts: CrewParts) {
    this.#parts = parts;
  }

  /** In the order of the choice; those that are about to leave last. */
  get members(): readonly CrewMember[] {
    return this.#members;
  }

  /** Whether an engine works. */
  get isWorking(): boolean {
    return this.#members.some(({ engine }) => engine !== null);
  }

  /** Whether one works, or may come to. */
  get isHopeful(): boolean {
    return this.#members.some((member) => member.isHopeful);
  }

  /** Whether one is being opened for the first time. */
  get isOpening(): boolean {
    return this.#members.some(({ state }) => state === 'opening');
  }

  /** The member that an engine belongs to. */
  of(engine: HashEngine): CrewMember | undefined {
    return this.#members.find((member) => member.engine === engine);
  }

  /** Opens what is new in the choice and closes what is not in it any more. */
  choose(choices: readonly EngineChoice[]): void {
    const wanted = new Map(choices.map((choice) => [benchmarkEntry(choice).id, choice]));
    this.#wanted = new Set(wanted.keys());
    const present = new Map(this.#members.map((member) => [member.id, member]));
    const kept = [...wanted].map(([id, choice]) => {
      return present.get(id) ?? new CrewMember(id, choice, this.#memberParts());
    });
    this.#members = [...kept, ...this.#members.filter(({ id }) => !wanted.has(id))];
    this.#dismiss();
  }

  /** Hands the engines that work, and those that come, to someone; to nobody for null. */
  attach(user: CrewUser | null): void {
    this.#user = user;
    if (user === null) return;
    for (const { engine } of this.#members) if (engine !== null) user.addEngine(engine, this.#duty);
  }

  /** Changes how much of the time all of them hash, in [0, 1]. */
  setDuty(duty: number): void {
    this.#duty = duty;
    for (const { engine } of this.#members) if (engine !== null) this.#user?.setDuty(engine, duty);
  }

  /** Looks whether all workers live. */
  check(): void {
    for (const member of this.#members) member.check();
  }

  /** An engine failed. */
  lose(engine: HashEngine, error: Error): void {
    const member = this.of(engine);
    if (member === undefined) return;
    this.#takeOut(member, engine);
    member.lose(error);
  }

  /** Closes all. */
  async close(): Promise<void> {
    this.#wanted = new Set();
    const members = this.#members;
    for (const member of members) if (member.engine !== null) this.#takeOut(member, member.engine);
    this.#members = [];
    await Promise.all(members.map((member) => member.close()));
  }

  #memberParts(): MemberParts {
    const { host, clock, timers } = this.#parts;
    return {
      host,
      clock,
      timers,
      onWorking: (member, engine, former) => {
        if (former !== null) this.#takeOut(member, former);
        this.#user?.addEngine(engine, this.#duty);
        this.#parts.onCame(member);
        this.#dismiss();
      },
      onTrouble: (member) => {
        this.#parts.onTrouble(member);
        this.#dismiss();
      },
    };
  }

  /** Closes what is not wanted, but for an engine whose successor (the same with another number of workers) still opens. */
  #dismiss(): void {
    const leaving = this.#members.filter(({ id, choice, engine }) => {
      if (this.#wanted.has(id)) return false;
      const isAwaited = this.#members.some(
        (other) =>
          this.#wanted.has(other.id) && other.choice.engine === choice.engine && other.state === 'opening',
      );
      return engine === null || !isAwaited;
    });
    if (leaving.length === 0) return;
    this.#members = this.#members.filter((member) => !leaving.includes(member));
    for (const member of leaving) {
      if (member.engine !== null) this.#takeOut(member, member.engine);
      void member.close();
    }
  }

  #takeOut(member: CrewMember, engine: HashEngine): void {
    this.#parts.onLeaving(member, engine);
    this.#user?.removeEngine(engine);
  }
}
