import { describe, expect, it } from 'vitest';
import {
  DeviceLostError,
  EngineDisposedError,
  EngineUnavailableError,
  errorFromMessage,
  messageFromError,
  ShaderError,
  WorkerFailedError,
} from '../../../src/engine/errors.ts';

describe('an error that went through a message channel', () => {
  it.each([
    EngineUnavailableError,
    DeviceLostError,
    ShaderError,
    WorkerFailedError,
    EngineDisposedError,
    RangeError,
    TypeError,
  ])('keeps its class: %o', (ErrorClass) => {
    const sent = structuredClone(messageFromError(new ErrorClass('what happened')));
    const received = errorFromMessage(sent);
    expect(received).toBeInstanceOf(ErrorClass);
    expect(received.constructor).toBe(ErrorClass);
    expect(received).toMatchObject({ name: ErrorClass.name, message: 'what happened' });
  });

  it('becomes a plain error where its class is unknown here', () => {
    const received = errorFromMessage(messageFromError(new SyntaxError('odd')));
    expect(received.constructor).toBe(Error);
    expect(received.message).toBe('odd');
  });

  it.each(['toString', 'constructor', '__proto__'])('becomes a plain error when it is called %s', (name) => {
    expect(errorFromMessage({ name, message: 'odd' }).constructor).toBe(Error);
    expect(errorFromMessage({ name, message: 'odd' }).message).toBe('odd');
  });

  it('is made of whatever was thrown', () => {
    expect(messageFromError('just text')).toEqual({ name: 'Error', message: 'just text' });
    expect(messageFromError(undefined)).toEqual({ name: 'Error', message: 'undefined' });
  });
});
