// The worker's side of the protocol: one session, served to one page.

import type { MiningSession } from '../../miner/index.ts';
import type { FromSession, Question, SessionCalls, ToSession } from './protocol.ts';

/**
 * Makes the listener for a page's messages.
 *
 * @param open - makes the session.
 */
export function createSessionServer(
  open: (message: ToSession & { readonly type: 'open' }) => MiningSession,
  post: (message: FromSession) => void,
): (message: ToSession) => void {
  let session: MiningSession | null = null;
  let opened: Promise<void> = Promise.resolve();
  const giveUp = (error: unknown) => post({ type: 'broken', message: (error as Error).message });

  const answer = async (askId: number, question: Question) => {
    try {
      if (session === null) throw new TypeError('"ask" came before "open"');
      await opened;
      post({ type: 'answered', askId, answer: await ask(session, question) });
    } catch (error) {
      post({ type: 'refused', askId, message: (error as Error).message });
    }
  };

  const command = (message: Exclude<ToSession, { type: 'open' | 'ask' }>, to: MiningSession): void => {
    switch (message.type) {
      case 'start':
        to.start();
        break;
      case 'stop':
        to.stop().catch(giveUp);
        break;
      case 'pause':
        to.pause(message.by);
        break;
      case 'resume':
        to.resume();
        break;
      case 'cancel-remine':
        to.cancelRemine();
        break;
      case 'dismiss-notice':
        to.dismissNotice(message.id);
        break;
      default:
        message satisfies never;
    }
  };

  return (message) => {
    if (message.type === 'open') {
      session = open(message);
      opened = session.open();
      opened.catch(giveUp);
    } else if (message.type === 'ask') {
      void answer(message.askId, message.question);
    } else if (session !== null) {
      command(message, session);
    }
  };
}

async function ask(
  session: MiningSession,
  question: Question,
): Promise<SessionCalls[keyof SessionCalls]['gives']> {
  switch (question.call) {
    case 'configure':
      session.configure(question.takes);
      return null;
    case 'newChain':
      await session.newChain(question.takes);
      return null;
    case 'readBlock':
      return session.readBlock(question.takes);
    case 'tamper':
      return session.tamper(question.takes.height, question.takes.message);
    case 'remine':
      session.remine(question.takes.height, question.takes.message);
      return null;
    case 'exportChain':
      return session.exportChain();
    case 'importChain':
      await session.importChain(question.takes);
      return null;
    default:
      return question satisfies never;
  }
}
