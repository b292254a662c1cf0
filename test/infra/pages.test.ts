import { describe, expect, it } from "vitest";
import { readEnvironment } from "#infra/environments.ts";
import { type Synthesized, synthesize, synthesized } from "./templates.ts";

const distributionOf = (app: Synthesized) =>
  app.all("AWS::CloudFront::Distribution")[0]?.properties.DistributionConfig;

describe("the pages", () => {
  it("come from a private bucket over HTTPS, with the app's page for its own places", async () => {
    const app = await synthesized("dev");
    const { DefaultCacheBehavior, CustomErrorResponses, Origins } = distributionOf(app);
    expect(DefaultCacheBehavior.ViewerProtocolPolicy).toBe("redirect-to-https");
    expect(Origins[0].OriginAccessControlId).toBeDefined();
    expect(CustomErrorResponses.map((one: Record<string, unknown>) => one.ResponsePagePath)).toEqual([
      "/index.html",
      "/index.html",
    ]);
  });

  it("carry a policy that names our API, the issuer and the documents, and allows nothing inline", async () => {
    const app = await synthesized("dev");
    const [headers] = app.all("AWS::CloudFront::ResponseHeadersPolicy");
    const { SecurityHeadersConfig, CustomHeadersConfig } =
      headers?.properties.ResponseHeadersPolicyConfig ?? {};
    const policy = JSON.stringify(SecurityHeadersConfig.ContentSecurityPolicy);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("https://sign-in.dev.example.com");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(31_536_000);
    expect(CustomHeadersConfig.Items[0].Header).toBe("permissions-policy");
  });

  it("name whom to tell of a weakness where the environment does", async () => {
    const { environment, templates } = await synthesized("dev");
    expect(templates.Pages.Outputs.PagesSecurityContact).toBeUndefined();
    const named = await synthesize({ ...environment, securityContact: "mailto:safe@example.com" });
    expect(named.templates.Pages.Outputs.PagesSecurityContact.Value).toBe("mailto:safe@example.com");
  });

  it("use what China's CloudFront knows in China", async () => {
    const app = await synthesized("prod");
    const { DefaultCacheBehavior } = distributionOf(app);
    expect(DefaultCacheBehavior.CachePolicyId).toBeUndefined();
    expect(DefaultCacheBehavior.ForwardedValues).toBeDefined();
    for (const type of ["OriginAccessControl", "ResponseHeadersPolicy", "CachePolicy"])
      expect(app.all(`AWS::CloudFront::${type}`)).toEqual([]);
    expect(app.all("AWS::CloudFront::CloudFrontOriginAccessIdentity")).toHaveLength(1);
  });

  it("answer under the environment's name for them, there and here", async () => {
    const under = async (name: string, certificate: string) =>
      distributionOf(
        await synthesize({ ...readEnvironment(name), pages: { name: "tongban.example.com", certificate } }),
      );
    const there = await under("dev", "arn:x:acm:us-east-1:1:certificate/1");
    expect(there.Aliases).toEqual(["tongban.example.com"]);
    expect(there.ViewerCertificate.MinimumProtocolVersion).toBe("TLSv1.2_2021");
    const here = await under("prod", "ASCAEXAMPLEEXAMPLE");
    expect(here.Aliases).toEqual(["tongban.example.com"]);
    expect(here.ViewerCertificate.IamCertificateId).toBe("ASCAEXAMPLEEXAMPLE");
  });
});
