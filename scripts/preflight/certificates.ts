import * as z from "zod";
import { has } from "#infra/partitions.ts";
import { type Check, type Finding, ok, wrong } from "./finding.ts";
import { AwsError, type World } from "./world.ts";

const leastDays = 30;
const covers = (name: string, certified: readonly string[]): boolean =>
  certified.some(
    (pattern) => pattern === name || (pattern.startsWith("*.") && name.replace(/^[^.]+/, "*") === pattern),
  );

async function ofCertificateManager(what: string, name: string, arn: string, world: World): Promise<Finding> {
  const schema = z.object({
    Certificate: z.object({
      Status: z.string(),
      NotAfter: z.string().optional(),
      DomainName: z.string(),
      SubjectAlternativeNames: z.array(z.string()).default([]),
    }),
  });
  const region = arn.split(":")[3] ?? "";
  try {
    const answer = await world.aws(
      "acm",
      "describe-certificate",
      "--certificate-arn",
      arn,
      "--region",
      region,
    );
    const { Status, NotAfter, DomainName, SubjectAlternativeNames } = schema.parse(answer).Certificate;
    if (Status !== "ISSUED")
      return wrong(
        `${what}: the certificate is ${Status}`,
        "prove the name (DNS record), or ask for a new one",
      );
    if (!covers(name, [DomainName, ...SubjectAlternativeNames]))
      return wrong(`${what}: the certificate is not for ${name} but ${DomainName}`, "name another one");
    return lasting(what, NotAfter, world);
  } catch (error) {
    if (error instanceof AwsError && error.code === "ResourceNotFoundException")
      return wrong(`${what}: there is no certificate ${arn}`, `ask for one in ${region} and name it`);
    throw error;
  }
}

function lasting(what: string, end: string | undefined, { now }: World): Finding {
  const days = end ? Math.floor((Date.parse(end) - now().getTime()) / 86_400_000) : undefined;
  if (days !== undefined && days < leastDays)
    return wrong(`${what}: the certificate ends in ${days} days`, "renew it before");
  return ok(`${what}: the certificate is good${days === undefined ? "" : ` for ${days} days`}`);
}

export const certificates: Check = async (environment, world) => {
  const { domain, pages } = environment;
  const found: Finding[] = [];
  if (domain) found.push(await ofCertificateManager("domain", domain.name, domain.certificateArn, world));
  if (pages && has(environment, "certificateOfCertificateManager"))
    found.push(await ofCertificateManager("pages", pages.name, pages.certificate, world));
  else if (pages) {
    const schema = z.object({
      ServerCertificateMetadataList: z.array(
        z.object({ ServerCertificateId: z.string(), Path: z.string(), Expiration: z.string().optional() }),
      ),
    });
    const { ServerCertificateMetadataList } = schema.parse(
      await world.aws("iam", "list-server-certificates"),
    );
    const one = ServerCertificateMetadataList.find(
      ({ ServerCertificateId }) => ServerCertificateId === pages.certificate,
    );
    if (!one)
      found.push(
        wrong(`pages: IAM has no server certificate ${pages.certificate}`, "upload it under /cloudfront/"),
      );
    else if (!one.Path.startsWith("/cloudfront/"))
      found.push(
        wrong(
          `pages: the certificate lies under ${one.Path}`,
          "upload it under /cloudfront/, where CloudFront looks",
        ),
      );
    else found.push(lasting("pages", one.Expiration, world));
  }
  return found.length > 0 ? found : [ok("certificates: no names of its own, so none is needed")];
};
