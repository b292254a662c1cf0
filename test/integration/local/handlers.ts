/** Source of the little app's functions. They call AWS bare, at the endpoints that the SDKs would read. */
const aws = `
const aws = async (service, target, body) => {
  const answer = await fetch(process.env["AWS_ENDPOINT_URL_" + service], {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": target,
      authorization: "AWS4-HMAC-SHA256 Credential=" + process.env.AWS_ACCESS_KEY_ID + "/20200101/local/x/aws4_request, SignedHeaders=host, Signature=0",
      "x-amz-date": "20200101T000000Z" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(target + ": " + await answer.text());
  return answer.json();
};
`;

const api = `${aws}
const table = process.env.THINGS_TABLE;
export const handler = async (event, context) => {
  const { routeKey, pathParameters } = event;
  if (routeKey === "GET /echo/{path+}") return { event, environment: process.env, remaining: context.getRemainingTimeInMillis() };
  if (routeKey === "GET /throw") throw new TypeError("thrown on purpose");
  if (routeKey === "GET /slow") await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (routeKey === "GET /cookies") return { statusCode: 201, cookies: ["a=1", "b=2"], headers: { "X-One": "1" },
    body: Buffer.from("bytes").toString("base64"), isBase64Encoded: true };
  const id = pathParameters.id;
  if (routeKey === "PUT /things/{id}") {
    await aws("DYNAMODB", "DynamoDB_20120810.PutItem", { TableName: table, Item: { pk: { S: id }, sk: { S: "HEAD" } } });
    return { statusCode: 201, body: JSON.stringify({ id, by: event.requestContext.authorizer.jwt.claims.sub }) };
  }
  const { Item } = await aws("DYNAMODB", "DynamoDB_20120810.GetItem", { TableName: table, Key: { pk: { S: id }, sk: { S: "HEAD" } } });
  return { statusCode: Item ? 200 : 404, body: JSON.stringify(Item ?? {}) };
};
`;

const relay = `${aws}
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { dynamodb, eventSourceARN } of Records) {
    const id = dynamodb.Keys.pk.S;
    if (id.startsWith("unpublishable")) { batchItemFailures.push({ itemIdentifier: dynamodb.SequenceNumber }); break; }
    const answer = await aws("EVENTBRIDGE", "AWSEvents.PutEvents", { Entries: [{ EventBusName: process.env.BUS,
      Source: "things", DetailType: "thing.made", Detail: JSON.stringify({ id, from: eventSourceARN }) }] });
    if (answer.FailedEntryCount > 0) throw new Error(JSON.stringify(answer));
  }
  return { batchItemFailures };
};
`;

const consumer = `${aws}
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    const { id } = JSON.parse(body).detail;
    if (id.startsWith("poison")) { batchItemFailures.push({ itemIdentifier: messageId }); continue; }
    await aws("DYNAMODB", "DynamoDB_20120810.UpdateItem", { TableName: process.env.SEEN_TABLE, Key: { pk: { S: id } },
      UpdateExpression: "ADD seen :one", ExpressionAttributeValues: { ":one": { N: "1" } } });
  }
  return { batchItemFailures };
};
`;

const tick = `${aws}
export const handler = async (event) => aws("DYNAMODB", "DynamoDB_20120810.UpdateItem", { TableName: process.env.SEEN_TABLE,
  Key: { pk: { S: "tick" } }, UpdateExpression: "ADD seen :one", ExpressionAttributeValues: { ":one": { N: String(event.by ?? 1) } } });
`;

export const handlers = { api, relay, consumer, tick };
