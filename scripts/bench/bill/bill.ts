import { archivePolicy } from "#shared/archives/policy.ts";
import type { MonthlyPosition, Position, PriceList, Usage } from "../prices.ts";
import { assumptions, daysPerMonth } from "./assumptions.ts";
import type { Colder, Standing } from "./standing.ts";
import type { CaseMeasures, Stored } from "./stored.ts";

export type BillLine = {
  position: string;
  /** Undefined where a price that it needs is not known. */
  cost: number | undefined;
};

const megabytesPerGb = 1024;
const bytesPerMegabyte = 1024 ** 2;
const bytesPerGb = 1024 ** 3;
/** AWS Lambda's docs, "Using Lambda with Amazon SQS": five pollers ask an idle queue, each waiting up to 20 seconds. */
const pollers = 5;
const pollSeconds = 20;
/** What uses a key keeps what it gets for five minutes. */
const fiveMinutes = (daysPerMonth * 24 * 60) / 5;
/** The first two rotations of a key, one a year, are paid for each as a key; none after them is. */
const paidVersions = (year: number): number => Math.min(year, 3);
/** Count, 4xx, 5xx, latency, integration latency, data processed. */
const metricsPerRoute = 6;
/** X-Ray's default rule: the first request of each second, and 5 % of the rest. */
const tracedShare = 0.05;
const officeSeconds = 22 * 8 * 3600;
/** S3 leaves smaller objects where they are. */
const smallestMovedMegabytes = 0.125;

/**
 * How much is kept on average in the n-th year, of what comes evenly at so much a year and is kept from one age to
 * another, in days.
 */
export function meanKept(perYear: number, year: number, fromDays: number, toDays: number): number {
  const parts = 365;
  let sum = 0;
  for (let part = 0; part < parts; part += 1) {
    const days = (year - 1) * 365 + part + 0.5;
    sum += Math.max(0, Math.min(days, toDays) - fromDays);
  }
  return (perYear / 365) * (sum / parts);
}

/** A month of the n-th year, by position, with so many cases in every year. */
export function monthlyBill(
  { usage, stored }: CaseMeasures,
  standing: Standing,
  { prices, monthly }: Pick<PriceList, "prices" | "monthly">,
  { casesPerYear, year }: { casesPerYear: number; year: number },
): BillLine[] {
  const cases = casesPerYear / 12;
  const looks = cases * assumptions.looksPerCase.value;
  const seconds = daysPerMonth * 24 * 3600;
  const units = (amounts: Partial<Usage>): number | undefined =>
    total(
      Object.entries(amounts).map(([name, amount]) => {
        const price = prices[name as Position];
        return price && (price.perMillion / 1e6) * amount;
      }),
    );
  const months = (amounts: Amounts): number | undefined =>
    total(
      Object.entries(amounts).map(([name, amount]) =>
        amount === 0 ? 0 : times(monthly[name as MonthlyPosition]?.each, amount),
      ),
    );

  const { sweep } = assumptions;
  const files = filesKept(stored, standing, casesPerYear, year);
  const downloadedGb = (cases * uploadedMegabytes() * assumptions.downloadsPerFile.value) / megabytesPerGb;
  const coldReads = paidClass(standing.colder.documents)?.read;
  const tablesGb = meanKept(
    (casesPerYear * stored.tableBytes) / bytesPerGb,
    year,
    0,
    standing.personalDataDays,
  );
  const logGb = (usage.logKilobytes * 1000 * casesPerYear) / bytesPerGb;
  const invocations = cases * usage.lambdaRequests + looks;
  const traced = standing.traces ? Math.min(invocations, officeSeconds + tracedShare * invocations) : 0;

  return [
    { position: "cases that move", cost: units(scaled(usage, cases)) },
    {
      position: "people who look",
      cost: units({
        apiGatewayRequests: looks,
        lambdaRequests: looks,
        lambdaGbSeconds: looks * assumptions.gbSecondsPerLook.value,
        dynamodbReadUnits: looks * assumptions.readUnitsPerLook.value,
      }),
    },
    {
      position: `asking ${standing.polledQueues} idle queues`,
      cost: units({ sqsRequests: standing.polledQueues * pollers * (seconds / pollSeconds) }),
    },
    {
      position: "sweeps and other schedules",
      cost: units({
        lambdaRequests: standing.scheduledRuns,
        lambdaGbSeconds: standing.scheduledRuns * sweep.value.gbSeconds,
        dynamodbReadUnits: standing.scheduledRuns * sweep.value.readUnits,
      }),
    },
    { position: "files, kept", cost: months(files.kept) },
    { position: "files, moved to colder places", cost: months(files.moved) },
    {
      position: "files, opened",
      cost: months({
        transferGb: downloadedGb * (1 + assumptions.lateDownloadsPerFile.value),
        ...(coldReads && { [coldReads]: downloadedGb * assumptions.lateDownloadsPerFile.value }),
      }),
    },
    {
      position: "pages, loaded",
      cost: months({ transferGb: (cases * assumptions.pageMegabytesPerCase.value) / megabytesPerGb }),
    },
    { position: "files, scanned", cost: scanned(months, standing, cases) },
    { position: "a machine that scans", cost: machine(months, standing) },
    {
      position: "front door: firewall, its log, requests",
      cost: total(frontDoor(months, units, standing, cases * usage.apiGatewayRequests + looks, cases)),
    },
    {
      position: "tables, kept",
      cost: months({ tableGb: tablesGb, recoveryGb: standing.recoverable ? tablesGb : 0 }),
    },
    { position: "logs, kept", cost: months({ logStoredGb: meanKept(logGb, year, 0, standing.logDays) }) },
    {
      position: "metrics of log lines, figures and routes",
      cost: months({
        metrics: standing.metricFilters + standing.figures + standing.meteredRoutes * metricsPerRoute,
      }),
    },
    {
      position: `${standing.alarmMetrics} metrics with alarms`,
      cost: months({ alarms: standing.alarmMetrics }),
    },
    { position: `${standing.dashboards} dashboards`, cost: months({ dashboards: standing.dashboards }) },
    { position: `${standing.secrets} secrets`, cost: months({ secrets: standing.secrets }) },
    {
      position: `${standing.keys} keys, their rotations and uses`,
      cost: months({
        keys: standing.keys * paidVersions(year),
        keyRequests: standing.keyUsers * fiveMinutes,
      }),
    },
    { position: "traces", cost: months({ traces: traced }) },
  ];
}

const times = (price: number | undefined, amount: number): number | undefined => price && price * amount;

/** Undefined when any of it is. */
const total = (costs: (number | undefined)[]): number | undefined =>
  costs.reduce(
    (sum: number | undefined, cost) => (sum === undefined || cost === undefined ? undefined : sum + cost),
    0,
  );

const scaled = (usage: Usage, by: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([name, amount]) => [name, amount * by])) as Usage;

const uploadedMegabytes = (): number => assumptions.uploadsPerCase.value * assumptions.uploadMegabytes.value;

type Amounts = Partial<Record<MonthlyPosition, number>>;
type Files = { kept: Amounts; moved: Amounts };

/** How each class of S3's is paid for. */
const classes: Record<string, Record<"kept" | "moved" | "read", MonthlyPosition>> = {
  STANDARD_IA: { kept: "infrequentGb", moved: "infrequentTransitions", read: "infrequentReadGb" },
  GLACIER_IR: { kept: "instantArchiveGb", moved: "instantArchivePuts", read: "instantArchiveReadGb" },
};

/** @throws Error for a class that has no price here */
function paidClass(where: Colder | undefined) {
  if (!where) return undefined;
  const paid = classes[where.storageClass];
  if (!paid) throw new Error(`The bill does not know S3's class ${where.storageClass}.`);
  return paid;
}

/** Uploads and official documents, and the package that the archive keeps with the same bytes in it once more. */
function filesKept(stored: Stored, standing: Standing, casesPerYear: number, year: number): Files {
  const { colder, personalDataDays } = standing;
  const { uploadMegabytes, uploadsPerCase, daysPerCase } = assumptions;
  const kept: Amounts = {};
  const moved: Amounts = {};
  const add = (to: Amounts, position: MonthlyPosition, amount: number): void => {
    to[position] = (to[position] ?? 0) + amount;
  };
  const keep = (
    files: { perCase: number; megabytes: number; fromDay: number; toDay: number },
    where: Colder | undefined,
  ): void => {
    const { perCase, megabytes, fromDay, toDay } = files;
    const perYear = (casesPerYear * perCase * megabytes) / megabytesPerGb;
    const goes = megabytes >= smallestMovedMegabytes ? where : undefined;
    const movedOn = goes ? Math.min(fromDay + goes.afterDays, toDay) : toDay;
    add(kept, "standardGb", meanKept(perYear, year, fromDay, movedOn));
    const paid = paidClass(goes);
    if (!paid) return;
    add(kept, paid.kept, meanKept(perYear, year, movedOn, toDay));
    add(moved, paid.moved, (casesPerYear * perCase) / 12);
  };
  const official = stored.officialDocumentBytes / bytesPerMegabyte;
  const uploaded = uploadsPerCase.value * uploadMegabytes.value;
  const untilGone = { fromDay: 0, toDay: personalDataDays };
  keep({ perCase: uploadsPerCase.value, megabytes: uploadMegabytes.value, ...untilGone }, colder.documents);
  keep(
    { perCase: stored.officialDocuments, megabytes: official / stored.officialDocuments, ...untilGone },
    colder.documents,
  );
  keep(
    {
      perCase: 1,
      megabytes: uploaded + official,
      fromDay: daysPerCase.value + archivePolicy.packAfterDays,
      toDay: Number.POSITIVE_INFINITY,
    },
    colder.archives,
  );
  return { kept, moved };
}

/** Kilobytes of a line that the firewall writes for each request, with the headers in it. */
const firewallLine = 1;

/** What API and pages are asked comes by CloudFront and the firewall, which writes a line for each. */
function frontDoor(
  months: (amounts: Amounts) => number | undefined,
  units: (amounts: Partial<Usage>) => number | undefined,
  { firewallRules }: Standing,
  calls: number,
  cases: number,
): (number | undefined)[] {
  if (firewallRules === undefined) return [];
  const requests = calls + cases * assumptions.pageRequestsPerCase.value;
  return [
    months({ firewalls: 1, firewallRules, firewallRequests: requests, edgeRequests: requests }),
    units({ logKilobytes: requests * firewallLine }),
  ];
}

/** What looks for malware of AWS's own, by what it reads. */
function scanned(
  months: (amounts: Amounts) => number | undefined,
  { scanning }: Standing,
  cases: number,
): number | undefined {
  if (scanning !== "guardDuty") return 0;
  return months({
    scannedGb: (cases * uploadedMegabytes()) / megabytesPerGb,
    scannedObjects: cases * assumptions.uploadsPerCase.value,
  });
}

const machines: Readonly<Record<string, MonthlyPosition>> = { "t4g.medium": "t4gMediums" };

/** Undefined for a type of machine whose price is not known here. */
function machine(
  months: (amounts: Amounts) => number | undefined,
  { machine: type }: Standing,
): number | undefined {
  if (type === undefined) return 0;
  const position = machines[type];
  return position && months({ [position]: 1 });
}
