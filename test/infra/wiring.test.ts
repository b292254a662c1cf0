import { beforeAll, describe, expect, it } from "vitest";
import { type DeployedFunction, functionsOf, type Synthesized, synthesized } from "./templates.ts";

/** Who gets what: environment variable -> what it names and what the role may do there. */
const bindings: Record<string, Record<string, string>> = {
  catalogue: { CATALOGUE_TABLE: "Catalogue readWrite" },
  documents: {
    DOCUMENTS_TABLE: "Documents readWrite",
    DOCUMENTS_BUCKET: "DocumentStoreBucket GetObject GetObjectTagging ListBucket PutObject PutObjectTagging",
    CASES_TABLE: "Cases read",
    SCANNER: "none",
  },
  "official-papers": {
    DOCUMENTS_TABLE: "Documents readWrite",
    DOCUMENTS_BUCKET: "DocumentStoreBucket GetObject ListBucket PutObject PutObjectTagging",
    CASES_TABLE: "Cases read",
    CATALOGUE_TABLE: "Catalogue read",
    DEAD_LETTER_QUEUE_URL: "CaseEventsDeadLetters SendMessage",
  },
  "case-submission": {
    CASES_TABLE: "Cases readWrite",
    CATALOGUE_TABLE: "Catalogue read",
    DOCUMENTS_TABLE: "Documents readWrite",
    DELIVERIES_TABLE: "Deliveries read",
    RATINGS_TABLE: "Ratings read",
    LICENCES_TABLE: "Licences readWrite",
    CALENDAR_TABLE: "Calendar read",
    PERSON_INDEX_SECRET: "PersonIndex GetSecretValue",
    PERSONAL_DATA_DAYS: "90",
  },
  "case-review": { CASES_TABLE: "Cases readWrite", CALENDAR_TABLE: "Calendar read" },
  "case-deadlines": { CASES_TABLE: "Cases readWrite", CALENDAR_TABLE: "Calendar read" },
  "personal-data": { CASES_TABLE: "Cases readWrite", PERSON_INDEX_SECRET: "PersonIndex GetSecretValue" },
  "joint-matters": {
    CASES_TABLE: "Cases readWrite",
    CATALOGUE_TABLE: "Catalogue read",
    CALENDAR_TABLE: "Calendar read",
    PERSONAL_DATA_DAYS: "90",
    DEAD_LETTER_QUEUE_URL: "JointEventsDeadLetters SendMessage",
  },
  licences: {
    LICENCES_TABLE: "Licences readWrite",
    LICENCE_KEY_SECRET: "LicenceKey GetSecretValue",
    PAGES_URL: "http://127.0.0.1:8790",
  },
  "licence-issuing": {
    LICENCES_TABLE: "Licences readWrite",
    CASES_TABLE: "Cases read",
    CATALOGUE_TABLE: "Catalogue read",
    LICENCE_KEY_SECRET: "LicenceKey GetSecretValue",
    DEAD_LETTER_QUEUE_URL: "ApprovalsDeadLetters SendMessage",
  },
  "event-relay-licences": {
    CONTEXT: "licences",
    OWN_TABLE: "Licences BatchWriteItem",
    BUS_NAME: "Events PutEvents",
  },
  "case-follow": {
    CASES_TABLE: "Cases readWrite",
    CALENDAR_TABLE: "Calendar read",
    DEAD_LETTER_QUEUE_URL: "DeliveryEventsDeadLetters SendMessage",
  },
  "event-relay-cases": { CONTEXT: "cases", OWN_TABLE: "Cases BatchWriteItem", BUS_NAME: "Events PutEvents" },
  "event-relay-deliveries": {
    CONTEXT: "deliveries",
    OWN_TABLE: "Deliveries BatchWriteItem",
    BUS_NAME: "Events PutEvents",
  },
  "event-relay-ratings": {
    CONTEXT: "ratings",
    OWN_TABLE: "Ratings BatchWriteItem",
    BUS_NAME: "Events PutEvents",
  },
  "event-relay-catalogue": {
    CONTEXT: "catalogue",
    OWN_TABLE: "Catalogue BatchWriteItem",
    BUS_NAME: "Events PutEvents",
  },
  "courier-handover": {
    DELIVERIES_TABLE: "Deliveries readWrite",
    CASES_TABLE: "Cases read",
    MACHINE_KEYS_SECRET: "MachineKeys GetSecretValue",
    CARRIERS_SECRET: "CarrierSecrets GetSecretValue",
    CARRIERS: "[configuration]",
    QUEUE_URL:
      "CaseEventsQueue ChangeMessageVisibility DeleteMessage GetQueueAttributes GetQueueUrl ReceiveMessage",
    ATTEMPTS: "16",
    DEAD_LETTER_QUEUE_URL: "CaseEventsDeadLetters SendMessage",
  },
  "courier-callback": {
    COURIER_EVENTS_QUEUE_URL: "CourierEventsQueue SendMessage",
    MACHINE_KEYS_SECRET: "MachineKeys GetSecretValue",
    CARRIERS_SECRET: "CarrierSecrets GetSecretValue",
    CARRIERS: "[configuration]",
  },
  "delivery-watch": { DELIVERIES_TABLE: "Deliveries readWrite", CARRIERS: "[configuration]" },
  "delivery-tracking": {
    DELIVERIES_TABLE: "Deliveries readWrite",
    CARRIERS_SECRET: "CarrierSecrets GetSecretValue",
    CARRIERS: "[configuration]",
    DEAD_LETTER_QUEUE_URL: "CourierEventsDeadLetters SendMessage",
  },
  "rating-callback": {
    RATINGS_TABLE: "Ratings readWrite",
    CASES_TABLE: "Cases read",
    DEVICE_RATINGS_QUEUE_URL: "DeviceRatingsQueue SendMessage",
    MACHINE_KEYS_SECRET: "MachineKeys GetSecretValue",
  },
  rectifications: {
    RECTIFICATIONS_TABLE: "Rectifications readWrite",
    CASES_TABLE: "Cases read",
    RATINGS_TABLE: "Ratings read",
    CALENDAR_TABLE: "Calendar read",
  },
  "rectification-follow": {
    RECTIFICATIONS_TABLE: "Rectifications readWrite",
    RATINGS_TABLE: "Ratings read",
    CALENDAR_TABLE: "Calendar read",
    DEAD_LETTER_QUEUE_URL: "FollowEventsDeadLetters SendMessage",
  },
  "rectification-deadlines": {
    RECTIFICATIONS_TABLE: "Rectifications readWrite",
    CALENDAR_TABLE: "Calendar read",
  },
  "event-relay-rectifications": {
    CONTEXT: "rectifications",
    OWN_TABLE: "Rectifications BatchWriteItem",
    BUS_NAME: "Events PutEvents",
  },
  "rating-desk": {
    RATINGS_TABLE: "Ratings readWrite",
    CASES_TABLE: "Cases read",
    MACHINE_KEYS_SECRET: "MachineKeys GetSecretValue",
  },
  "rating-intake": {
    RATINGS_TABLE: "Ratings readWrite",
    DEAD_LETTER_QUEUE_URL: "CaseFactsDeadLetters SendMessage",
    DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL: "DeviceRatingsDeadLetters SendMessage",
  },
};

const everywhere = ["POWERTOOLS_SERVICE_NAME", "RATE_LIMIT_PER_MINUTE"];
const readRights = ["BatchGetItem", "GetItem", "Query"];
const writeRights = ["ConditionCheckItem", "PutItem", "UpdateItem"];
const tableRights: Record<string, string> = {
  [readRights.join()]: "read",
  [[...readRights, ...writeRights].sort().join()]: "readWrite",
};

describe("the wiring", () => {
  let app: Synthesized;
  let functions: DeployedFunction[];
  beforeAll(async () => {
    app = await synthesized("local");
    functions = functionsOf(app);
  });

  /** What the role may do to a resource itself, table indexes and bucket objects counted to their owner. */
  const rightsOn = (fn: DeployedFunction, target: string): string[] => {
    const about = (resource: { "Fn::Join"?: [string, unknown[]] }) =>
      app.refersTo(fn.stack, resource["Fn::Join"]?.[1][0] ?? resource) === target;
    const actions = fn.statements
      .filter(({ resources }) => resources.some(about))
      .flatMap(({ actions }) => actions.map((action) => action.replace(/^.*:/, "")));
    const stream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
    return [...new Set(actions)].filter((action) => !stream.includes(action)).sort();
  };

  const describeBinding = (fn: DeployedFunction, variable: string): string => {
    const value = fn.environment[variable];
    if (variable === "CARRIERS") return "[configuration]";
    if (typeof value === "string") return value;
    const target = app.refersTo(fn.stack, value);
    const rights = rightsOn(fn, target);
    const name = target.replace(/^.*\./, "").replace(/[0-9A-F]{8}$/, "");
    return `${name} ${tableRights[rights.join()] ?? rights.join(" ")}`;
  };

  it("gives each function its variables and the rights that go with them, and no others", () => {
    const found = Object.fromEntries(
      functions.map((fn) => [
        fn.service,
        Object.fromEntries(
          Object.keys(fn.environment)
            .filter((variable) => !everywhere.includes(variable))
            .map((variable) => [variable, describeBinding(fn, variable)]),
        ),
      ]),
    );
    expect(found).toEqual(bindings);
  });

  it("lets no function touch what no variable, event source or log of its own leads to", () => {
    for (const fn of functions) {
      const mappings = app
        .all("AWS::Lambda::EventSourceMapping")
        .filter(({ stack, properties }) => app.refersTo(stack, properties.FunctionName) === fn.name)
        .flatMap(({ properties }) => [
          properties.EventSourceArn,
          properties.DestinationConfig?.OnFailure.Destination,
        ]);
      const known = [...Object.values(fn.environment), ...mappings, fn.properties.LoggingConfig.LogGroup].map(
        (value) => app.refersTo(fn.stack, value),
      );
      const touched = fn.statements
        .flatMap(({ resources }) => resources)
        .filter((resource) => resource !== "*")
        .map((resource) => app.refersTo(fn.stack, resource["Fn::Join"]?.[1][0] ?? resource));
      expect(touched.filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  it("hands the carriers of the environment over as JSON", () => {
    for (const { environment } of functions.filter(({ environment }) => environment.CARRIERS))
      expect(JSON.parse(environment.CARRIERS)).toEqual(app.environment.carriers);
  });

  it("indexes tables as the adapters ask for them", () => {
    const indexes = app
      .all("AWS::DynamoDB::Table")
      .flatMap(({ logicalId, properties }) =>
        (properties.GlobalSecondaryIndexes ?? []).map(
          (index: { IndexName: string; KeySchema: { AttributeName: string }[]; Projection: object }) => [
            `${logicalId.replace(/[0-9A-F]{8}$/, "")}.${index.IndexName}`,
            ...index.KeySchema.map(({ AttributeName }) => AttributeName),
            index.Projection,
          ],
        ),
      );
    expect(indexes.sort()).toEqual([
      ["Cases.byApplicant", "applicantKey", "submittedKey", { ProjectionType: "KEYS_ONLY" }],
      ["Cases.byIdNumber", "idKey", "submittedKey", { ProjectionType: "KEYS_ONLY" }],
      ["Cases.byPhone", "phoneKey", "submittedKey", { ProjectionType: "KEYS_ONLY" }],
      [
        "Cases.worklist",
        "worklistKey",
        "worklistSort",
        { ProjectionType: "INCLUDE", NonKeyAttributes: ["lookAt", "provisionalIn"] },
      ],
      [
        "Catalogue.listing",
        "listingKey",
        "listingSort",
        { ProjectionType: "INCLUDE", NonKeyAttributes: ["summary"] },
      ],
      ["Deliveries.byCase", "caseKey", "legId", { ProjectionType: "KEYS_ONLY" }],
      ["Deliveries.byWaybill", "waybillKey", "legId", { ProjectionType: "KEYS_ONLY" }],
      ["Deliveries.open", "openKey", "requestedAt", { ProjectionType: "KEYS_ONLY" }],
      ["Licences.byHolder", "holderKey", "issuedKey", { ProjectionType: "KEYS_ONLY" }],
      ["Ratings.listing", "listKey", "listSort", { ProjectionType: "KEYS_ONLY" }],
      ["Rectifications.byApplicant", "applicantKey", "openedAt", { ProjectionType: "KEYS_ONLY" }],
      ["Rectifications.open", "openKey", "dueAt", { ProjectionType: "KEYS_ONLY" }],
      ["Rectifications.openByDepartment", "openDepartment", "dueAt", { ProjectionType: "KEYS_ONLY" }],
    ]);
  });

  it("tells scripts where things are", () => {
    const outputs = Object.values(app.templates).flatMap((template) =>
      Object.entries<{ Export?: unknown }>(template.Outputs ?? {})
        .filter(([, output]) => !output.Export)
        .map(([key]) => key),
    );
    expect(outputs.sort()).toEqual([
      "ApiUrl",
      "CalendarTableName",
      "CarrierSecretsArn",
      "CasesTableName",
      "CatalogueTableName",
      "CourierEventsQueueUrl",
      "DeliveriesTableName",
      "DeviceRatingsQueueUrl",
      "DocumentsBucketName",
      "DocumentsTableName",
      "EventBusName",
      "LicencesTableName",
      "MachineKeysSecretArn",
      "PagesBucketName",
      "PagesPolicy",
      "PagesSettings",
      "PagesTarget",
      "ParkingQueueUrl",
      "RatingsTableName",
      "RectificationsTableName",
    ]);
  });
});
