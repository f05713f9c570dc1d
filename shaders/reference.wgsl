// Plain double SHA-256 of the whole 80-byte header, as FIPS 180-4 reads: the oracle on the GPU's side, against
// which the printed kernels are checked and timed. It shares the frame's bindings, so the same host runs it.
//
// | binding | type                        | written by                                  |
// |---------|-----------------------------|---------------------------------------------|
// | 0       | uniform Header              | host, once per job                          |
// | 1       | uniform Span                | host, once per dispatch                     |
// | 2       | storage Hits, read and write| this shader; the count is cleared by the encoder |

struct Header {
  words: array<vec4<u32>, 5>, // the header's twenty words, big-endian; the last is replaced by the nonce
}

struct Span {
  start: u32,
  count: u32,
  targetTop: u32,
  stride: u32,
}

struct Hits {
  count: atomic<u32>,
  nonces: array<u32>,
}

@group(0) @binding(0) var<uniform> header: Header;
@group(0) @binding(1) var<uniform> span: Span;
@group(0) @binding(2) var<storage, read_write> hits: Hits;

override WORKGROUP_SIZE: u32;

// Section 5.3.3
const INITIAL = array<u32, 8>(
  0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u, 0xa54ff53au, 0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u,
);

// Section 4.2.2
const K = array<u32, 64>(
  0x428a2f98u, 0x71374491u, 0xb5c0fbcfu, 0xe9b5dba5u, 0x3956c25bu, 0x59f111f1u, 0x923f82a4u, 0xab1c5ed5u,
  0xd807aa98u, 0x12835b01u, 0x243185beu, 0x550c7dc3u, 0x72be5d74u, 0x80deb1feu, 0x9bdc06a7u, 0xc19bf174u,
  0xe49b69c1u, 0xefbe4786u, 0x0fc19dc6u, 0x240ca1ccu, 0x2de92c6fu, 0x4a7484aau, 0x5cb0a9dcu, 0x76f988dau,
  0x983e5152u, 0xa831c66du, 0xb00327c8u, 0xbf597fc7u, 0xc6e00bf3u, 0xd5a79147u, 0x06ca6351u, 0x14292967u,
  0x27b70a85u, 0x2e1b2138u, 0x4d2c6dfcu, 0x53380d13u, 0x650a7354u, 0x766a0abbu, 0x81c2c92eu, 0x92722c85u,
  0xa2bfe8a1u, 0xa81a664bu, 0xc24b8b70u, 0xc76c51a3u, 0xd192e819u, 0xd6990624u, 0xf40e3585u, 0x106aa070u,
  0x19a4c116u, 0x1e376c08u, 0x2748774cu, 0x34b0bcb5u, 0x391c0cb3u, 0x4ed8aa4au, 0x5b9cca4fu, 0x682e6ff3u,
  0x748f82eeu, 0x78a5636fu, 0x84c87814u, 0x8cc70208u, 0x90befffau, 0xa4506cebu, 0xbef9a3f7u, 0xc67178f2u,
);

fn rotr(x: u32, bits: u32) -> u32 {
  return (x >> bits) | (x << (32u - bits));
}

fn swapBytes(x: u32) -> u32 {
  return (x >> 24u) | ((x >> 8u) & 0xff00u) | ((x << 8u) & 0xff0000u) | (x << 24u);
}

// Section 6.2.2
fn compress(before: array<u32, 8>, block: array<u32, 16>) -> array<u32, 8> {
  var w: array<u32, 64>;
  for (var t = 0u; t < 16u; t++) {
    w[t] = block[t];
  }
  for (var t = 16u; t < 64u; t++) {
    let s0 = rotr(w[t - 15u], 7u) ^ rotr(w[t - 15u], 18u) ^ (w[t - 15u] >> 3u);
    let s1 = rotr(w[t - 2u], 17u) ^ rotr(w[t - 2u], 19u) ^ (w[t - 2u] >> 10u);
    w[t] = w[t - 16u] + s0 + w[t - 7u] + s1;
  }
  var constants = K;
  var v = before;
  for (var t = 0u; t < 64u; t++) {
    let s1 = rotr(v[4], 6u) ^ rotr(v[4], 11u) ^ rotr(v[4], 25u);
    let ch = (v[4] & v[5]) ^ (~v[4] & v[6]);
    let t1 = v[7] + s1 + ch + constants[t] + w[t];
    let s0 = rotr(v[0], 2u) ^ rotr(v[0], 13u) ^ rotr(v[0], 22u);
    let maj = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    v = array<u32, 8>(t1 + s0 + maj, v[0], v[1], v[2], v[3] + t1, v[4], v[5], v[6]);
  }
  for (var i = 0u; i < 8u; i++) {
    v[i] += before[i];
  }
  return v;
}

/// Most significant word of the header's hash, read as a little-endian integer.
fn topWord(nonce: u32) -> u32 {
  var first: array<u32, 16>;
  for (var i = 0u; i < 16u; i++) {
    first[i] = header.words[i / 4u][i % 4u];
  }
  let tail = header.words[4];
  let second = array<u32, 16>(
    tail.x, tail.y, tail.z, swapBytes(nonce), 0x80000000u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 640u,
  );
  let digest = compress(compress(INITIAL, first), second);
  let third = array<u32, 16>(
    digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    0x80000000u, 0u, 0u, 0u, 0u, 0u, 0u, 256u,
  );
  return swapBytes(compress(INITIAL, third)[7]);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn search(@builtin(global_invocation_id) id: vec3<u32>) {
  for (var index = id.x; index < span.count; index += span.stride) {
    let nonce = span.start + index;
    if (topWord(nonce) <= span.targetTop) {
      let slot = atomicAdd(&hits.count, 1u);
      if (slot < arrayLength(&hits.nonces)) {
        hits.nonces[slot] = nonce;
      }
    }
  }
}
