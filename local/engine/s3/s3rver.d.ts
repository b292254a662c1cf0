declare module "@20minutes/s3rver" {
  type Options = {
    port: number;
    address: string;
    silent: boolean;
    directory: string;
    vhostBuckets: boolean;
    configureBuckets: { name: string; configs: string[] }[];
  };
  export default class S3rver {
    constructor(options: Options);
    /** Koa's: what every request passes, in order. */
    middleware: unknown[];
    run(): Promise<{ address: string; port: number }>;
    close(): Promise<void>;
  }
}

declare module "@20minutes/s3rver/lib/models/account.js" {
  export const DUMMY_ACCOUNT: { createKeyPair(accessKeyId: string, secretAccessKey: string): void };
}

declare module "@20minutes/s3rver/lib/models/error.js" {
  /** S3's answer to what it refuses; its status follows from the code. */
  export default class S3Error extends Error {
    readonly code: string;
    constructor(code: string, message: string, detail?: Record<string, string>);
  }
}
