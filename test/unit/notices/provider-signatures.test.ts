import { expect, test } from "vitest";
import { signatureOf as acs3 } from "#shared/notices/channels/aliyun/acs3.ts";
import { signatureOf as tc3 } from "#shared/notices/channels/tencent/tc3.ts";

test("阿里云's own example of a V3 signature comes out", () => {
  const signature = acs3(
    {
      method: "POST",
      path: "/",
      query: { RegionId: "cn-shanghai", ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd" },
      headers: {
        host: "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
      },
    },
    "YourAccessKeySecret",
  );
  expect(signature).toBe("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
});

test("腾讯云's own example of a V3 signature comes out", () => {
  const signature = tc3(
    {
      host: "cvm.tencentcloudapi.com",
      service: "cvm",
      action: "DescribeInstances",
      body: String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
      timestamp: 1551113065,
    },
    "Gu5t9xGARNpq86cd98joQYCN3*******",
  );
  expect(signature).toBe("be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3");
});
