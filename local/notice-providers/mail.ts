import { SMTPServer } from "smtp-server";
import type { ProviderDeps } from "./interface.ts";
import { localNoticeSecrets } from "./secrets.ts";

/** Header lines of a message, unfolded, by name in lower case. */
function headersOf(source: string): Map<string, string> {
  const head = source.slice(0, source.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  return new Map(
    head.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

const smtpError = (message: string, responseCode: number): Error =>
  Object.assign(new Error(message), { responseCode });

/** A mail relay that takes mail from whoever knows its password, and delivers it into the book. */
export async function startMailRelay(deps: ProviderDeps, port: number) {
  const { user, password } = localNoticeSecrets.mail;
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    // On this very machine only.
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password
        ? done(null, { user })
        : done(smtpError("authentication failed", 535)),
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith("nobody@") ? done(smtpError("no such mailbox", 550)) : done(),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const source = Buffer.concat(chunks).toString("utf8");
        const headers = headersOf(source);
        const reference = /^<(.+)@/.exec(headers.get("message-id") ?? "")?.[1] ?? "";
        const fate = deps.fate(reference);
        const breakOff = (): void => {
          server.connections.forEach((connection) => {
            if (connection.session.id === session.id) connection._socket.destroy();
          });
        };
        if (fate.refused) return done(smtpError("try again later", 451));
        if (fate.lost) return breakOff();
        const taken = deps.book.take({
          provider: deps.id,
          reference,
          to: session.envelope.rcptTo.map(({ address }) => address).join(","),
          takenAt: deps.now().toISOString(),
          shows: { ...Object.fromEntries(headers), source },
        });
        void deps.settle(taken);
        if (fate.silent) breakOff();
        else done(null, "250 taken");
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = server.server.address();
  if (bound === null || typeof bound === "string") throw new Error("the mail relay has no port");
  return { port: bound.port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
