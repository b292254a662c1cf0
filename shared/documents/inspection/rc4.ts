/** RC4, which older PDFs are encrypted with and OpenSSL no longer has; the same way both. */
export function rc4(key: Uint8Array, input: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number) => {
    const kept = state[a] as number;
    state[a] = state[b] as number;
    state[b] = kept;
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (state[i] as number) + (key[i % key.length] as number)) & 255;
    swap(i, j);
  }
  const output = Buffer.allocUnsafe(input.length);
  for (let at = 0, i = 0, j = 0; at < input.length; at += 1) {
    i = (i + 1) & 255;
    j = (j + (state[i] as number)) & 255;
    swap(i, j);
    const mask = state[((state[i] as number) + (state[j] as number)) & 255] as number;
    output[at] = (input[at] as number) ^ mask;
  }
  return output;
}
