import { describe, expect, it } from 'vitest';
import { DeviceLostError, EngineUnavailableError } from '../../../src/engine/errors.ts';
import {
  describeAdapter,
  deviceLoss,
  NO_ADAPTER,
  NO_WEBGPU,
  openDevice,
  requestAdapter,
} from '../../../src/engine/gpu/adapter.ts';

const NVIDIA = {
  vendor: 'nvidia',
  architecture: 'ada-lovelace',
  device: '',
  description: '',
  isFallbackAdapter: false,
};

type Info = typeof NVIDIA;

/** As much of an adapter as is asked for. */
function fakeAdapter(info: Partial<Info> = {}, parts: object = {}): GPUAdapter {
  return { info: { ...NVIDIA, ...info }, features: new Set(), ...parts } as unknown as GPUAdapter;
}

const fakeGpu = (adapter: GPUAdapter | null) => ({ requestAdapter: async () => adapter }) as unknown as GPU;

describe('describeAdapter', () => {
  it.each<[Partial<Info>, string]>([
    [{}, 'nvidia ada-lovelace'],
    [{ architecture: '' }, 'nvidia'],
    [{ description: 'NVIDIA GeForce RTX 4090' }, 'NVIDIA GeForce RTX 4090 (nvidia ada-lovelace)'],
    [{ device: '0x2684' }, '0x2684 (nvidia ada-lovelace)'],
    [{ description: 'Apple M2', device: '0x1', vendor: '', architecture: '' }, 'Apple M2'],
    [{ vendor: '', architecture: '' }, 'unnamed adapter'],
  ])('%o is called %s and is hardware', (info, name) => {
    expect(describeAdapter(fakeAdapter(info))).toEqual({ name, isSoftware: false });
  });

  it.each<Partial<Info>>([
    { description: 'SwiftShader driver', vendor: 'google', architecture: 'swiftshader' },
    { vendor: 'google', architecture: 'swiftshader' },
    { description: 'llvmpipe (LLVM 15.0.6, 256 bits)', vendor: 'mesa', architecture: '' },
    { device: 'Lavapipe' },
    { description: 'Microsoft Basic Render Driver', vendor: 'microsoft', architecture: '' },
    { architecture: 'WARP', vendor: 'microsoft' },
    { isFallbackAdapter: true },
  ])('%o is software', (info) => {
    expect(describeAdapter(fakeAdapter(info)).isSoftware).toBe(true);
  });

  it('says yes or no also where a platform does not know fallback adapters', () => {
    const { isFallbackAdapter: _, ...info } = NVIDIA;
    expect(describeAdapter({ info } as unknown as GPUAdapter).isSoftware).toBe(false);
  });
});

describe('requestAdapter', () => {
  it('says what to do where there is no WebGPU or no adapter', async () => {
    await expect(requestAdapter(undefined)).rejects.toThrow(new EngineUnavailableError(NO_WEBGPU));
    await expect(requestAdapter(fakeGpu(null))).rejects.toThrow(new EngineUnavailableError(NO_ADAPTER));
    const adapter = fakeAdapter();
    await expect(requestAdapter(fakeGpu(adapter))).resolves.toBe(adapter);
  });
});

describe('openDevice', () => {
  it.each([true, false])('asks for timestamps only where the adapter has them: %o', async (hasTimestamps) => {
    const asked: unknown[] = [];
    const device = {};
    const adapter = fakeAdapter(
      {},
      {
        features: new Set(hasTimestamps ? ['timestamp-query'] : []),
        requestDevice: async (descriptor: unknown) => {
          asked.push(descriptor);
          return device;
        },
      },
    );
    const access = await openDevice(fakeGpu(adapter));
    expect(access).toEqual({ device, hasTimestamps, name: 'nvidia ada-lovelace', isSoftware: false });
    expect(asked).toEqual([{ requiredFeatures: hasTimestamps ? ['timestamp-query'] : [] }]);
  });

  it('says why an adapter gave no device', async () => {
    const cause = new TypeError('the adapter was used already');
    const adapter = fakeAdapter({}, { requestDevice: () => Promise.reject(cause) });
    const opening = openDevice(fakeGpu(adapter));
    await expect(opening).rejects.toBeInstanceOf(EngineUnavailableError);
    await expect(opening).rejects.toMatchObject({
      cause,
      message: expect.stringContaining('was used already'),
    });
  });
});

describe('deviceLoss', () => {
  const lostDevice = (info: object) => ({ lost: Promise.resolve(info) }) as unknown as GPUDevice;

  it('rejects with the driver’s words, or with the reason where it has none', async () => {
    await expect(deviceLoss(lostDevice({ reason: 'unknown', message: 'hung' }))).rejects.toThrow(
      new DeviceLostError('hung'),
    );
    await expect(deviceLoss(lostDevice({ reason: 'destroyed', message: '' }))).rejects.toThrow(
      new DeviceLostError('the GPU device was lost (destroyed)'),
    );
  });
});
