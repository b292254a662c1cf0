import type { SMTPTransportOptions } from "nodemailer";
import * as z from "zod";
import { failed, referenceOf } from "./call.ts";
import type { Provider, SendOutcome } from "./port.ts";
import type { ProviderDeps } from "./provider-deps.ts";
import type { ProviderOf } from "./settings.ts";

export const smtpSecretSchema = z.object({
  user: z.string().optional(),
  password: z.string().optional(),
  /** PEM; signs where the relay does not. */
  dkimPrivateKey: z.string().optional(),
});
type SmtpSecret = z.output<typeof smtpSecretSchema>;

const ignored = (): void => undefined;
const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

type SmtpError = Error & { command?: string; code?: string; responseCode?: number };

/**
 * What an error of SMTP says of the message (RFC 5321 4.2.1: 4xx may be tried again, 5xx not).
 * `begun`: its content was on its way, so without an answer the relay may have it.
 */
function outcomeOf({ command = "", code = "", responseCode }: SmtpError, begun: boolean): SendOutcome {
  if (responseCode === undefined)
    return begun ? { outcome: "unknown" } : failed("temporary", code || "unreachable");
  // Only a refused recipient says something of the address; the rest is between the relay and us.
  const refused = command === "RCPT TO" && responseCode >= 500;
  return failed(refused ? "permanent" : "temporary", `smtp${responseCode}`);
}

/** A mail relay by SMTP. Each message has a connection of its own: a function keeps none open between calls. */
export function smtp(settings: ProviderOf<"smtp">, deps: ProviderDeps<SmtpSecret>): Provider {
  const transport = async (onCommand: (command: string) => void) => {
    const { createTransport } = await import("nodemailer");
    const { user, password, dkimPrivateKey } = await deps.secret();
    const options: SMTPTransportOptions = {
      host: settings.host,
      port: settings.port,
      secure: settings.implicitTls,
      requireTLS: !loopback.has(settings.host),
      ...(user && password ? { auth: { user, pass: password } } : {}),
      ...(settings.dkim && dkimPrivateKey
        ? {
            dkim: {
              domainName: settings.dkim.domain,
              keySelector: settings.dkim.selector,
              privateKey: dkimPrivateKey,
            },
          }
        : {}),
      connectionTimeout: deps.timeoutMilliseconds,
      greetingTimeout: deps.timeoutMilliseconds,
      socketTimeout: deps.timeoutMilliseconds,
      // The library's errors do not say how far a connection got that broke; its log of commands does.
      transactionLog: true,
      logger: { trace: ignored, debug: (_entry: unknown, command: string) => onCommand(command) },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    return createTransport(options);
  };
  return {
    name: settings.id,
    channel: "mail",
    weight: settings.weight,
    givesBack: true,
    async send(message): Promise<SendOutcome> {
      const domain = settings.from.split("@")[1];
      let begun = false;
      const sender = await transport((command) => {
        begun ||= command === "DATA";
      });
      try {
        const { messageId } = await sender.sendMail({
          from: { name: settings.fromName, address: settings.from },
          to: { name: "", address: message.address },
          subject: message.title,
          text: message.link ? `${message.text}\n\n${message.link}\n` : message.text,
          // The same for every try of one attempt: a relay that was asked twice may see it.
          messageId: `<${referenceOf(message)}@${domain}>`,
          date: new Date(deps.now()),
          headers: { "Auto-Submitted": "auto-generated", "Content-Language": message.language },
        });
        return { outcome: "accepted", providerRef: messageId, parts: 1, costFen: settings.priceFen };
      } catch (error) {
        return outcomeOf(error as SmtpError, begun);
      } finally {
        sender.close();
      }
    },
  };
}
