import { execFile } from "node:child_process";

/** What a check asks of the world outside; tests give their own. */
export type World = {
  fetch: typeof fetch;
  /** The AWS command line in the environment's region: its answer, parsed. @throws NotAsked or AwsError */
  aws(...args: string[]): Promise<unknown>;
  now(): Date;
};

/** Nobody could ask: no credentials, or no command line. */
export class NotAsked extends Error {
  override readonly name = "NotAsked";
}

/** AWS answered, and refused. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const withoutCredentials =
  /Unable to locate credentials|ExpiredToken|InvalidClientTokenId|credentials were refreshed|Token has expired|SSO session/i;

/**
 * Through the AWS command line, which whoever operates the platform has anyway: nine clients of the SDK would be nine packages
 * for one command.
 */
export const awsCommandLine =
  (region: string | undefined): World["aws"] =>
  (...args) =>
    new Promise((resolve, reject) => {
      const where = region && !args.includes("--region") ? ["--region", region] : [];
      const env = { ...process.env, AWS_PAGER: "", AWS_MAX_ATTEMPTS: "2" };
      execFile(
        "aws",
        [...args, ...where, "--output", "json", "--cli-connect-timeout", "5", "--cli-read-timeout", "15"],
        { env, timeout: 60_000 },
        (error, stdout, stderr) => {
          if (!error) return resolve(stdout.trim() === "" ? {} : JSON.parse(stdout));
          if (error.code === "ENOENT") return reject(new NotAsked("the AWS command line is not installed"));
          if (withoutCredentials.test(stderr)) return reject(new NotAsked("there are no credentials"));
          const [, code, message] = /An error occurred \((\w+)\)[^:]*: (.*)/.exec(stderr) ?? [];
          if (code) return reject(new AwsError(code, message ?? stderr.trim()));
          reject(new NotAsked(stderr.trim().split("\n").at(-1) ?? error.message));
        },
      );
    });
