import { BlockList, isIPv4 } from "node:net";
import type { Carrier, CarrierSecrets } from "#shared/deliveries/carriers.ts";
import { openPush } from "#shared/deliveries/ems/envelope.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { isSameText } from "#shared/kernel/crypto/same-text.ts";
import type { ApiRequest } from "#shared/kernel/http/api.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { refuse, requireSignature } from "#shared/kernel/machine-keys/require-signature.ts";

export type CarrierRequest = Pick<ApiRequest, "rawBody" | "rawHeaders" | "target" | "sourceIp"> & {
  pathSecret?: string;
};

type Needs = { keys: MachineKeys; secrets: CarrierSecrets; now: Clock };

/**
 * Lets a request pass only if it came from this carrier, as far as its interface can tell: our signature, 顺丰's
 * secret path and addresses, EMS's seal.
 * @throws Problem the same 401 whatever the cause
 */
export async function authenticate(
  carrier: Carrier,
  request: CarrierRequest,
  { keys, secrets, now }: Needs,
): Promise<void> {
  const machine = `carrier:${carrier.id}` as const;
  switch (carrier.kind) {
    case "tongban":
      return requireSignature(keys, request, machine, now());
    case "sf": {
      const known = await keys.secretsOf(machine);
      if (!known.some((secret) => isSameText(secret, request.pathSecret ?? "")))
        return refuse(machine, "otherPath");
      if (!isAllowed(request.sourceIp, carrier.allowedAddresses)) return refuse(machine, "otherAddress");
      return;
    }
    case "ems":
      if (!(await openPush(request.rawBody, carrier, secrets))) return refuse(machine, "notSealed");
  }
}

function isAllowed(address: string, ranges: readonly string[]): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = "", bits] = range.split("/");
    list.addSubnet(net, Number(bits), isIPv4(net) ? "ipv4" : "ipv6");
  }
  return list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}
