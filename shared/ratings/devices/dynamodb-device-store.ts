import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { dynamodb, isConditionFailure } from "#shared/kernel/aws/dynamodb.ts";
import {
  type Device,
  type DeviceStore,
  deviceSchema,
  type Shift,
  shiftCovers,
  shiftSchema,
} from "./devices.ts";

const devicesPartition = "DEVICES";
const keyOf = (deviceId: string) => ({ pk: devicesPartition, sk: deviceId });
const shiftsPartition = (deviceId: string): string => `SHIFTS#${deviceId}`;

const withoutKeys = ({ pk: _pk, sk: _sk, ...item }: Record<string, unknown>) => item;
const parseDevice = (item: Record<string, unknown>): Device => deviceSchema.parse(withoutKeys(item));
const parseShift = (item: Record<string, unknown>): Shift => shiftSchema.parse(withoutKeys(item));

/** Devices beside the ratings that they bring: one partition of devices, and one of shifts for each. */
export function dynamodbDeviceStore(
  tableName: string,
  client: DynamoDBDocumentClient = dynamodb(),
): DeviceStore {
  const lastShift = async (deviceId: string, at: string): Promise<Shift | undefined> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "pk = :pk AND sk <= :at",
        ExpressionAttributeValues: { ":pk": shiftsPartition(deviceId), ":at": at },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: 1,
      }),
    );
    return Items[0] && parseShift(Items[0]);
  };

  const end = async (shift: Shift, until: string): Promise<void> => {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk: shiftsPartition(shift.deviceId), sk: shift.since },
        UpdateExpression: "SET #until = if_not_exists(#until, :until)",
        ExpressionAttributeNames: { "#until": "until" },
        ExpressionAttributeValues: { ":until": until },
      }),
    );
  };

  return {
    async get(deviceId) {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: keyOf(deviceId) }));
      return Item && parseDevice(Item);
    },

    async all() {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": devicesPartition },
        },
      );
      const devices: Device[] = [];
      for await (const { Items = [] } of pages) devices.push(...Items.map(parseDevice));
      return devices;
    },

    async register({ deviceId, window, department, registeredAt, retiredAt }) {
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(deviceId),
          UpdateExpression: `SET #id = :id, #window = :window, #department = :department,
            #registered = if_not_exists(#registered, :registered)${
              retiredAt ? ", #retired = :retired" : " REMOVE #retired"
            }`,
          ExpressionAttributeNames: {
            "#id": "deviceId",
            "#window": "window",
            "#department": "department",
            "#registered": "registeredAt",
            "#retired": "retiredAt",
          },
          ExpressionAttributeValues: {
            ":id": deviceId,
            ":window": window,
            ":department": department,
            ":registered": registeredAt,
            ...(retiredAt && { ":retired": retiredAt }),
          },
          ReturnValues: "ALL_NEW",
        }),
      );
      return parseDevice(Attributes);
    },

    async beat(deviceId, { seenAt, waiting, software }) {
      try {
        const { Attributes = {} } = await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: keyOf(deviceId),
            UpdateExpression: `SET #seen = :seen, #waiting = :waiting${software ? ", #software = :software" : ""}`,
            ConditionExpression: "attribute_exists(#id) AND (attribute_not_exists(#seen) OR #seen < :seen)",
            ExpressionAttributeNames: {
              "#id": "deviceId",
              "#seen": "seenAt",
              "#waiting": "waiting",
              ...(software && { "#software": "software" }),
            },
            ExpressionAttributeValues: {
              ":seen": seenAt,
              ":waiting": waiting,
              ...(software && { ":software": software }),
            },
            ReturnValues: "ALL_NEW",
          }),
        );
        return parseDevice(Attributes);
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return this.get(deviceId);
      }
    },

    async startShift(shift) {
      const before = await lastShift(shift.deviceId, shift.since);
      if (before && !before.until) {
        if (before.clerkId === shift.clerkId) return before;
        await end(before, shift.since);
      }
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { pk: shiftsPartition(shift.deviceId), sk: shift.since, ...shift },
        }),
      );
      return shift;
    },

    async endShift(deviceId, until) {
      const shift = await lastShift(deviceId, until);
      if (!shift || shift.until) return false;
      await end(shift, until);
      return true;
    },

    async shiftAt(deviceId, at) {
      const shift = await lastShift(deviceId, at);
      return shift && shiftCovers(shift, at) ? shift : undefined;
    },
  };
}
