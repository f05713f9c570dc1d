// The frame around a printed kernel: tries a span of nonces and lists those whose top word meets the target's.
//
// The kernel's printer puts in: `Word` (u32 or a vector), `LANE_COUNT`, `LANE_OFFSETS`, `Job`,
// `topWord(nonce)` and `reportLanes(index, nonce, top)`.
//
// | binding | type                        | written by                                  |
// |---------|-----------------------------|---------------------------------------------|
// | 0       | uniform Job                 | host, once per job                          |
// | 1       | uniform Span                | host, once per dispatch                     |
// | 2       | storage Hits, read and write| this shader; the count is cleared by the encoder |
// | 3       | uniform Trips               | host, once (rolled kernels)                 |

struct Span {
  start: u32,     // first nonce
  count: u32,     // nonces to try, at most 2^31
  targetTop: u32, // most significant word of the target
  stride: u32,    // nonces per step of the whole dispatch
}

struct Hits {
  count: atomic<u32>, // may exceed the list's length: then the host searches smaller spans
  nonces: array<u32>,
}

struct Trips {
  words: array<vec4<u32>, 12>, // the constants of rounds 16..63, for the shared body
}

@group(0) @binding(0) var<uniform> job: Job;
@group(0) @binding(1) var<uniform> span: Span;
@group(0) @binding(2) var<storage, read_write> hits: Hits;
@group(0) @binding(3) var<uniform> trips: Trips;

override WORKGROUP_SIZE: u32;

fn swapBytes(x: Word) -> Word {
  let pairs = ((x & Word(0x00ff00ffu)) << Word(8u)) | ((x >> Word(8u)) & Word(0x00ff00ffu));
  return (pairs << Word(16u)) | (pairs >> Word(16u));
}

fn report(index: u32, nonce: u32, top: u32) {
  if (top <= span.targetTop && index < span.count) {
    let slot = atomicAdd(&hits.count, 1u);
    if (slot < arrayLength(&hits.nonces)) {
      hits.nonces[slot] = nonce;
    }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn search(@builtin(global_invocation_id) id: vec3<u32>) {
  // Neighbouring invocations try neighbouring nonces; each step moves the whole dispatch by one stride.
  for (var index = id.x * LANE_COUNT; index < span.count; index += span.stride) {
    let nonce = Word(span.start + index) + LANE_OFFSETS;
    let top = topWord(nonce);
    if (any(top <= Word(span.targetTop))) {
      reportLanes(index, nonce, top);
    }
  }
}
