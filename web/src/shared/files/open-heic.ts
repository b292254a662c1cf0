/**
 * The picture of a HEIC file where the browser itself cannot open one: libheif does, in a worker, since a photograph
 * takes it seconds. Undefined for what is damaged.
 * @throws Error when the worker's code cannot be loaded
 */
export async function openHeic(file: Blob): Promise<ImageData | undefined> {
  const worker = new Worker(new URL("./heic-worker.ts", import.meta.url), { type: "module" });
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return await new Promise<ImageData | undefined>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => reject(new Error("the converter could not be loaded"));
      worker.postMessage(bytes, [bytes.buffer]);
    });
  } finally {
    worker.terminate();
  }
}
