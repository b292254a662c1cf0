import { createHash } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import yauzl from "yauzl";
import { s3Client } from "#shared/kernel/aws/s3.ts";
import { destroyedTag } from "./record.ts";
import { notAPackage, type VerifiedPackage, verifyZip, zipOptions } from "./verify-package.ts";

/** Bytes held at a time; S3 takes no part below 5 MiB but the last. */
const partSize = 8 * 1024 * 1024;

export type StoredPackage = { sha256: string; size: number };

const digestOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("base64");

/** A ZIP's reader that asks S3 for what it needs. */
class RangeReader extends yauzl.RandomAccessReader {
  private readonly range: (start: number, end: number) => Promise<Readable>;
  /** Why the store could not be read: then nothing is known of the package. */
  failure: Error | undefined;

  constructor(range: (start: number, end: number) => Promise<Readable>) {
    super();
    this.range = range;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const through = new PassThrough();
    const fail = (error: Error): void => {
      this.failure = error;
      through.destroy(error);
    };
    this.range(start, end - 1).then((stream) => stream.on("error", fail).pipe(through), fail);
    return through;
  }
}

/** Packages in the documents' bucket: written and read in pieces, however large they are. */
export function packageStore(
  bucket: string,
  s3: S3Client = s3Client({ requestChecksumCalculation: "WHEN_REQUIRED" }),
) {
  const at = (key: string) => ({ Bucket: bucket, Key: key });

  async function sizeOf(key: string): Promise<number | undefined> {
    try {
      return (await s3.send(new HeadObjectCommand(at(key)))).ContentLength;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  async function keepInPieces(key: string, pieces: AsyncIterable<Buffer>): Promise<void> {
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({
        ...at(key),
        ContentType: "application/zip",
        ChecksumAlgorithm: "SHA256",
      }),
    );
    const upload = { ...at(key), UploadId };
    try {
      const Parts: CompletedPart[] = [];
      for await (const Body of pieces) {
        const PartNumber = Parts.length + 1;
        const ChecksumSHA256 = digestOf(Body);
        const { ETag } = await s3.send(
          new UploadPartCommand({
            ...upload,
            PartNumber,
            Body,
            ChecksumSHA256,
            ContentLength: Body.byteLength,
          }),
        );
        Parts.push({ ETag, PartNumber, ChecksumSHA256 });
      }
      await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    } catch (error) {
      await s3.send(new AbortMultipartUploadCommand(upload));
      throw error;
    }
  }

  return {
    /** Writes it under its key, over what an earlier run left there; one key has one package. */
    async keep(key: string, zip: Readable): Promise<StoredPackage> {
      const hash = createHash("sha256");
      let size = 0;
      const pieces = inPieces(zip, (chunk) => {
        hash.update(chunk);
        size += chunk.byteLength;
      });
      const first = await pieces.next();
      if (first.done) throw new Error("a package has no bytes");
      const second = await pieces.next();
      if (second.done)
        await s3.send(
          new PutObjectCommand({
            ...at(key),
            Body: first.value,
            ContentType: "application/zip",
            ChecksumSHA256: digestOf(first.value),
          }),
        );
      else
        await keepInPieces(
          key,
          (async function* () {
            yield first.value;
            yield second.value;
            yield* pieces;
          })(),
        );
      return { sha256: hash.digest("hex"), size };
    },

    /** Read back; undefined when there is none. */
    async verify(key: string, expected: StoredPackage): Promise<VerifiedPackage | undefined> {
      const size = await sizeOf(key);
      if (size === undefined) return undefined;
      if (size !== expected.size || (await digest(key)) !== expected.sha256) return notAPackage;
      const reader = new RangeReader((start, end) => body(key, `bytes=${start}-${end}`));
      const zip = await yauzl.fromRandomAccessReaderPromise(reader, size, zipOptions).catch(() => undefined);
      const verified = zip ? await verifyZip(zip) : notAPackage;
      if (reader.failure) throw reader.failure;
      return verified;
    },

    /** For the bucket's own rule to remove it. */
    async markDestroyed(key: string): Promise<void> {
      await s3.send(new PutObjectTaggingCommand({ ...at(key), Tagging: { TagSet: [destroyedTag] } }));
    },
  };

  async function body(key: string, Range?: string): Promise<Readable> {
    const { Body } = await s3.send(new GetObjectCommand({ ...at(key), Range }));
    if (!(Body instanceof Readable)) throw new Error(`object ${key} has no body`);
    return Body;
  }

  async function digest(key: string): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of await body(key)) hash.update(chunk as Buffer);
    return hash.digest("hex");
  }
}
export type PackageStore = ReturnType<typeof packageStore>;

/** A stream in pieces of `partSize`, the last one shorter; `seen` gets every chunk once. */
async function* inPieces(stream: Readable, seen: (chunk: Buffer) => void): AsyncGenerator<Buffer, void> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    seen(chunk);
    held.push(chunk);
    size += chunk.byteLength;
    if (size < partSize) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}
